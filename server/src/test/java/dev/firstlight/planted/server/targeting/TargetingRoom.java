package dev.firstlight.planted.server.targeting;

/** Planted: an arrow that is not drawn. */
public record TargetingRoom(dev.firstlight.planted.server.flag.FlagRoom forbidden) {}
