package dev.firstlight.planted.server.admin;

/** Planted: an arrow that is not drawn. */
public record AdminRoom(dev.firstlight.planted.server.flag.FlagRoom forbidden) {}
