package dev.firstlight.planted.server.policy;

/** Planted: an arrow that is not drawn. */
public record PolicyRoom(dev.firstlight.planted.server.flag.FlagRoom forbidden) {}
