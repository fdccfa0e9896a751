package dev.firstlight.server.release;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How far a release has come.
 *
 * @param stage the present stage; of several that began together the last
 * @param stageStartedAt since when it is in this stage, or at its end
 * @param confirmedAt when enough instances served this stage; null while they do not
 * @param baked how long the stage has run, confirmed and with data
 * @param tickedAt when that was last counted
 * @param noDataSince since when there are no data; null while there are
 * @param out regions in which it was taken back while it goes on elsewhere
 */
record Progress(
        State state,
        @Nullable Step step,
        int stage,
        Instant stageStartedAt,
        @Nullable Instant confirmedAt,
        Duration baked,
        Instant tickedAt,
        @Nullable Instant noDataSince,
        Set<String> out) {

    Progress {
        out = Set.copyOf(out);
    }

    static Progress draft(Instant now) {
        return ahead(State.DRAFT, now);
    }

    /** One that has not begun. */
    static Progress ahead(State state, Instant now) {
        return new Progress(state, null, 0, now, null, Duration.ZERO, now, null, Set.of());
    }

    /** The beginning of a stage. */
    static Progress at(int stage, Instant now) {
        return ahead(State.RUNNING, now).at(stage, now, Step.AWAITING_RECEIPTS);
    }

    /** The beginning of a later stage. */
    Progress onTo(int next, Instant now) {
        return at(next, now, Step.AWAITING_RECEIPTS);
    }

    private Progress at(int next, Instant now, Step first) {
        return new Progress(State.RUNNING, first, next, now, null, Duration.ZERO, now, null, out);
    }

    /** Paused, or running again. */
    Progress in(State next, Instant now) {
        Step kept = next.live() ? step : null;
        return new Progress(next, kept, stage, stageStartedAt, confirmedAt, baked, now, noDataSince, out);
    }

    Progress in(Step next, @Nullable Instant confirmed, Duration counted, Instant now) {
        Instant silent = next != Step.NO_DATA ? null : noDataSince == null ? now : noDataSince;
        return new Progress(state, next, stage, stageStartedAt, confirmed, counted, now, silent, out);
    }

    /** The end, and what is still to be seen of it; null for nothing. */
    Progress ended(State end, @Nullable Step left, Instant now) {
        return new Progress(end, left, stage, now, confirmedAt, baked, now, null, out);
    }

    /** The same end with less, or nothing, to be seen of it. */
    Progress left(@Nullable Step left, Instant now) {
        return new Progress(state, left, stage, stageStartedAt, confirmedAt, baked, now, noDataSince, out);
    }

    /** On elsewhere, but no longer in this region. */
    Progress without(String region, Instant now) {
        Set<String> more = new TreeSet<>(out);
        more.add(region);
        return new Progress(state, step, stage, stageStartedAt, confirmedAt, baked, now, noDataSince, more);
    }
}
