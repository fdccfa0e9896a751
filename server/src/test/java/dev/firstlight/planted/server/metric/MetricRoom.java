package dev.firstlight.planted.server.metric;

/** Planted: an arrow that is not drawn. */
public record MetricRoom(dev.firstlight.planted.server.guard.GuardRoom forbidden) {}
