package dev.firstlight.planted.server.sample;

/** Planted: an arrow that is not drawn. */
public record SampleRoom(dev.firstlight.planted.server.flag.FlagRoom forbidden) {}
