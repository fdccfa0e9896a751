package dev.firstlight.server.release;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.server.environment.Receipts;
import dev.firstlight.server.guard.ArmState;
import dev.firstlight.server.guard.Cause;
import dev.firstlight.server.guard.Interval;
import dev.firstlight.server.guard.Role;
import dev.firstlight.server.guard.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A release as it is shown. */
record ReleaseView(
        String id,
        String name,
        String environment,
        String flag,
        String treatment,
        String control,
        State state,
        @Nullable Step step,
        int stage,
        long version,
        @Schema(ref = "Plan") JsonNode plan,
        @Nullable Long revision,
        String sentence,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Instant acknowledgedAt,
        String startedBy,
        @Nullable Instant startAt,
        @Nullable StartOn startOn,
        List<Region> regions,
        List<GuardState> guards,
        Receipts.@Nullable Summary receipts,
        List<Approval> approvals,
        List<GateRows.Check> checks,
        List<Interactions.Shared> interactions,
        List<Event> events) {

    /** Somebody agreed that the present stage may be left. */
    record Approval(String person, Instant at) {}

    /** What a region's units get: the treatment's percentage now, since which stage, or in which it will. */
    @Schema(name = "ReleaseRegion")
    record Region(String region, double percent, @Nullable Integer stage, Status status) {}

    enum Status {
        @JsonProperty("untouched")
        UNTOUCHED,
        @JsonProperty("treated")
        TREATED,
        @JsonProperty("rolledBack")
        ROLLED_BACK,
        @JsonProperty("completed")
        COMPLETED
    }

    /** An estimate with both its bounds; absent where the data do not bound it yet. */
    record Band(double estimate, double low, double high, double confidence) {
        static @Nullable Band of(Interval interval, double confidence) {
            Double estimate = interval.estimate();
            Double low = interval.low();
            Double high = interval.high();
            return estimate == null || low == null || high == null ? null : new Band(estimate, low, high, confidence);
        }
    }

    /**
     * A guard and what is known of it.
     *
     * @param kind what its metric is, see there
     * @param limit the difference that is still allowed
     * @param predicted how long until it passes if both arms are alike, as ISO 8601; null where that is not known
     */
    record GuardState(
            String metric,
            String name,
            String kind,
            Role role,
            Verdict verdict,
            Cause cause,
            double evidence,
            double holdAt,
            double rollbackAt,
            double passEvidence,
            ArmState treatment,
            ArmState control,
            @Nullable Band difference,
            @Nullable Band ratio,
            double limit,
            @Nullable Duration predicted,
            String sentence,
            List<StratumState> byRegion,
            List<Samples.Sample> history) {}

    record StratumState(
            String region, int stage, double share, ArmState treatment, ArmState control, double evidence) {}

    @Schema(name = "ReleaseEvent")
    record Event(Instant at, String kind, Decision.@Nullable Kind decision, int stage, String sentence, String actor) {}
}
