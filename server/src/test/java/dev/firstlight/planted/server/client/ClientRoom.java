package dev.firstlight.planted.server.client;

/** Planted: an arrow that is not drawn. */
public record ClientRoom(dev.firstlight.planted.server.release.ReleaseRoom forbidden) {}
