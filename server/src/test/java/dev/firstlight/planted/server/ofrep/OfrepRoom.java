package dev.firstlight.planted.server.ofrep;

/** Planted: an arrow that is not drawn. */
public record OfrepRoom(dev.firstlight.planted.server.release.ReleaseRoom forbidden) {}
