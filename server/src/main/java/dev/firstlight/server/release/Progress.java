package dev.firstlight.server.release;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a release has come.
 *
 * @param confirmedAt when enough instances served this stage; null while they do not
 * @param baked how long the stage has run, confirmed and with data
 * @param tickedAt when that was last counted
 */
record Progress(
        State state,
        @Nullable Step step,
        int stage,
        Instant stageStartedAt,
        @Nullable Instant confirmedAt,
        Duration baked,
        Instant tickedAt) {

    static Progress draft(Instant now) {
        return new Progress(State.DRAFT, null, 0, now, null, Duration.ZERO, now);
    }

    /** The beginning of a stage. */
    static Progress at(int stage, Instant now) {
        return new Progress(State.RUNNING, Step.AWAITING_RECEIPTS, stage, now, null, Duration.ZERO, now);
    }

    Progress in(State next, Instant now) {
        Step kept = next.live() ? step : null;
        return new Progress(next, kept, stage, stageStartedAt, confirmedAt, baked, now);
    }

    Progress in(Step next, @Nullable Instant confirmed, Duration counted, Instant now) {
        return new Progress(state, next, stage, stageStartedAt, confirmed, counted, now);
    }
}
