package dev.firstlight.server.release;

import dev.firstlight.server.environment.Receipts;
import dev.firstlight.server.guard.Judgement;
import dev.firstlight.server.policy.Frozen;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the machine looks at.
 *
 * @param treated treated units measured in the whole release
 * @param silent the stage reached new regions, and no treated unit of them has been measured yet
 * @param frozen the freeze that holds, null for none
 */
record Readings(
        List<Judgement> judgements,
        Receipts.Summary receipts,
        long treated,
        boolean silent,
        Instant now,
        @Nullable Frozen frozen) {

    /** Where no freeze holds. */
    Readings(List<Judgement> judgements, Receipts.Summary receipts, long treated, boolean silent, Instant now) {
        this(judgements, receipts, treated, silent, now, null);
    }
}
