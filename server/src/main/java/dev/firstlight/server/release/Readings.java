package dev.firstlight.server.release;

import dev.firstlight.server.environment.Receipts;
import dev.firstlight.server.guard.Judgement;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What the machine looks at.
 *
 * @param enough the plan's least number of treated units has been measured
 * @param silent the stage reached new regions, and no treated unit of them has been measured yet
 * @param treated regions that get the treatment now
 */
record Readings(
        List<Judgement> judgements,
        Receipts.Summary receipts,
        boolean enough,
        boolean silent,
        Set<String> treated,
        Signs signs,
        Instant now) {}
