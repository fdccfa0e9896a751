package dev.firstlight.planted.server.plan;

/** Planted: an arrow that is not drawn. */
public record PlanRoom(dev.firstlight.planted.server.flag.FlagRoom forbidden) {}
