package dev.firstlight.planted.server.segment;

/** Planted: an arrow that is not drawn. */
public record SegmentRoom(dev.firstlight.planted.server.flag.FlagRoom forbidden) {}
