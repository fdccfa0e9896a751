package dev.firstlight.planted.server.manifest;

/** Planted: an arrow that is not drawn. */
public record ManifestRoom(dev.firstlight.planted.server.release.ReleaseRoom forbidden) {}
