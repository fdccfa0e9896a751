package dev.firstlight.planted.server.cli;

/** Planted: an arrow that is not drawn. */
public record CliRoom(dev.firstlight.planted.server.flag.FlagRoom forbidden) {}
