package dev.firstlight.server.metric;

/** Where a unit is counted: the region, stage and arm of its first exposure. */
public record Cell(String region, int stage, Arm arm) {}
