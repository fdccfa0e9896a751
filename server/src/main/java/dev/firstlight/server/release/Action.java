package dev.firstlight.server.release;

import java.util.Locale;

/** What a person can do with a release. */
enum Action {
    START,
    PAUSE,
    RESUME,
    PROMOTE,
    ROLLBACK,
    ABORT,
    ACKNOWLEDGE;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
