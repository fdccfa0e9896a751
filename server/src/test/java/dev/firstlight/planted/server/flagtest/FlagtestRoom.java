package dev.firstlight.planted.server.flagtest;

/** Planted: an arrow that is not drawn. */
public record FlagtestRoom(dev.firstlight.planted.server.flag.FlagRoom forbidden) {}
