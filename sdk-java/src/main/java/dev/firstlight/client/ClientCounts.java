package dev.firstlight.client;

import dev.firstlight.telemetry.TelemetryCounts;

/**
 * What a client has done so far.
 *
 * @param epoch the lineage of the ruleset that it serves, 0 where there is none
 * @param revision the revision of that ruleset, 0 where there is none
 * @param rulesets how many rulesets it has taken over
 * @param telemetry what it has reported
 */
public record ClientCounts(long epoch, long revision, long rulesets, TelemetryCounts telemetry) {}
