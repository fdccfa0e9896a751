package dev.firstlight.planted.server.flagd;

/** Planted: an arrow that is not drawn. */
public record FlagdRoom(dev.firstlight.planted.server.release.ReleaseRoom forbidden) {}
