package dev.firstlight.planted.server.environment;

/** Planted: an arrow that is not drawn. */
public record EnvironmentRoom(dev.firstlight.planted.server.segment.SegmentRoom forbidden) {}
