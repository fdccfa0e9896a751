package dev.firstlight.planted.server.clientaccess;

/** Planted: an arrow that is not drawn. */
public record ClientaccessRoom(dev.firstlight.planted.server.release.ReleaseRoom forbidden) {}
