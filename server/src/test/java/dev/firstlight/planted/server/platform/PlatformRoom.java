package dev.firstlight.planted.server.platform;

/** Planted: an arrow that is not drawn. */
public record PlatformRoom(dev.firstlight.planted.server.access.AccessRoom forbidden) {}
