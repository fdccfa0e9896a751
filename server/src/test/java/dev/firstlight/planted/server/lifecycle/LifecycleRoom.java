package dev.firstlight.planted.server.lifecycle;

/** Planted: an arrow that is not drawn. */
public record LifecycleRoom(dev.firstlight.planted.server.flag.FlagRoom forbidden) {}
