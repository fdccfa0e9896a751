package dev.firstlight.planted.server.exchange;

/** Planted: an arrow that is not drawn. */
public record ExchangeRoom(dev.firstlight.planted.server.release.ReleaseRoom forbidden) {}
