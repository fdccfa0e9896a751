package dev.firstlight.server.metric;

import java.time.Instant;

/** The latest value of a threshold query, when it was had, and whether it breaches the limit. */
public record Reading(double value, Instant at, boolean breached) {}
