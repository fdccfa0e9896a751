package dev.firstlight.server.ofrep;

/** What one flag answers, as the protocol writes it. */
sealed interface OfrepAnswer permits OfrepSuccess, OfrepFailure {}
