package dev.firstlight.server.release;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a plan: regions × percentage, added to what earlier stages gave.
 *
 * @param regions regions and region groups; null is all of the project's regions
 * @param percent the share of units that get the treatment
 * @param warmUp how long units that arrive are left out of the comparison
 * @param bake how long it must run, confirmed and with data, before the next stage
 * @param minUnits how many treated units must have been measured before the next stage
 * @param receipts the percentage of connected instances that must serve the stage before it bakes; null waives it
 * @param maxWait how long after the bake a verdict is waited for before {@code onUndecided} applies; null is not at all
 */
record Stage(
        String name,
        @Nullable List<String> regions,
        double percent,
        Duration warmUp,
        Duration bake,
        long minUnits,
        @Nullable Double receipts,
        OnUndecided onUndecided,
        @Nullable Duration maxWait) {}
