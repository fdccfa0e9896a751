package dev.firstlight.planted.server.guard;

/** Planted: an arrow that is not drawn. */
public record GuardRoom(dev.firstlight.planted.server.release.ReleaseRoom forbidden) {}
