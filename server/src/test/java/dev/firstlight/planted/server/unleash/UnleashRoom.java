package dev.firstlight.planted.server.unleash;

/** Planted: an arrow that is not drawn. */
public record UnleashRoom(dev.firstlight.planted.server.release.ReleaseRoom forbidden) {}
