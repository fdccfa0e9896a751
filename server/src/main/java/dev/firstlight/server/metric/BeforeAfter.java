package dev.firstlight.server.metric;

/** One region's counters over as long before a release began as since. */
public record BeforeAfter(Count before, Count after) {}
