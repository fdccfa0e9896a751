package dev.firstlight.wire;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an SDK instance reports at one time.
 *
 * @param instance a random id of the instance
 * @param seq numbers the instance's batches; a batch sent twice counts once
 * @param sdk which SDK it is
 * @param region where the instance runs, null where nobody said
 * @param applied the position it serves, null before the first ruleset
 * @param evaluations how often which variant was served for which reason
 * @param exposures units that were served an arm of a release
 * @param outcomes what happened to units, or was measured of them
 * @param unsupported flags the instance cannot evaluate: what it does not understand, by flag key
 * @param dropped how many evaluations, exposures and outcomes were lost
 * @param digestMismatches how many changes did not lead to the ruleset the server has
 * @param capabilities what the instance can evaluate, as {@link dev.firstlight.core.Capabilities} has it; empty where it
 *     said so before
 * @param sampling where the instance samples contexts: the version of the {@link SamplingRules} by which it did, 0 while
 *     it knows none; else null
 * @param contexts some of those that asked, as far as the rules let them leave the application
 */
public record TelemetryBatch(
        String instance,
        long seq,
        Sdk sdk,
        @Nullable String region,
        @Nullable Applied applied,
        List<Evaluations> evaluations,
        List<Exposures> exposures,
        List<Outcomes> outcomes,
        Map<String, String> unsupported,
        long dropped,
        long digestMismatches,
        List<String> capabilities,
        @Nullable Long sampling,
        List<Sampled> contexts) {

    /** An SDK's name and version. */
    public record Sdk(String name, String version) {}

    /**
     * A position and since when it is served.
     *
     * @param at an RFC 3339 instant
     */
    public record Applied(long epoch, long revision, String at) {}

    /**
     * Evaluations of one kind.
     *
     * @param variant null in errors
     * @param reason the name of a {@link dev.firstlight.core.Reason}
     */
    public record Evaluations(String flag, @Nullable String variant, String reason, long count) {}

    /**
     * Units that were served an arm.
     *
     * @param arm {@code treatment} or {@code control}
     * @param units their hashes, 16 hexadecimal digits each
     */
    public record Exposures(String release, int stage, String region, String arm, List<String> units) {}

    /**
     * What happened to units, or was measured of them, since the batch before.
     *
     * @param units their hashes
     * @param values for each unit the mean of what was measured, a finite number; empty where the metric's event happened
     *     and nothing was measured
     * @param counts for each unit how often it happened, or of how many measurements the value is the mean, 1 or more;
     *     empty where that is 1 for all
     */
    public record Outcomes(String release, String metric, List<String> units, List<Double> values, List<Long> counts) {

        /** An event that happened once to each unit. */
        public Outcomes(String release, String metric, List<String> units) {
            this(release, metric, units, List.of(), List.of());
        }
    }

    /**
     * A context that asked, without what must not leave the application.
     *
     * @param unit the keyed hash of its targeting key, 16 hexadecimal digits
     * @param rank its place among all units, by {@link dev.firstlight.core.KeyedHash#rank}
     * @param region where it is, null where nobody said
     * @param clear attributes that may be sent as they are
     * @param hashed the hashes of the others, a list of them for a list
     * @param withheld names of attributes that are there and of which nothing is sent; {@code *} for any number more
     */
    public record Sampled(
            String unit,
            long rank,
            @Nullable String region,
            Map<String, Object> clear,
            Map<String, Object> hashed,
            List<String> withheld) {}
}
