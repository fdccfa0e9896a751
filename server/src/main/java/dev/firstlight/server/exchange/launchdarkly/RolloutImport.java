package dev.firstlight.server.exchange.launchdarkly;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.Bucketing;
import dev.firstlight.core.Condition;
import dev.firstlight.core.Hash;
import dev.firstlight.core.Problem;
import dev.firstlight.core.Range;
import dev.firstlight.core.Serve;
import dev.firstlight.server.exchange.Conditions;
import dev.firstlight.server.exchange.Refused;
import dev.firstlight.server.exchange.Remarks;
import dev.firstlight.server.exchange.Variants;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What variations and rollouts become, wherever a flag serves one. */
final class RolloutImport {

    static final Hash HASH = new Hash("launchdarkly", 0, Hash.PERCENT);

    /**
     * What is served.
     *
     * @param serve for everybody but the following
     * @param noUnit which contexts have no unit, null where the split serves them rightly by itself
     * @param withoutUnit what those are served: in LaunchDarkly they are in bucket 0, while a split here serves them
     *     its last variant
     */
    record Served(Serve serve, @Nullable Condition noUnit, String withoutUnit) {}

    private final String salt;
    private final Variants variations;
    private final Remarks remarks;

    RolloutImport(String salt, Variants variations, Remarks remarks) {
        this.salt = salt;
        this.variations = variations;
        this.remarks = remarks;
    }

    Served read(JsonNode variationOrRollout, String pointer) {
        JsonNode variation = variationOrRollout.path("variation");
        if (!variation.isMissingNode() && !variation.isNull()) {
            String variant = variations.at(variation, pointer + "/variation");
            return new Served(new Serve.Variant(variant), null, variant);
        }
        JsonNode rollout = variationOrRollout.path("rollout");
        if (rollout.path("variations").isEmpty()) {
            throw new Refused(
                    pointer,
                    "Neither a variation nor a rollout is served, so LaunchDarkly serves the caller's fallback; "
                            + "choose one.");
        }
        return rollout(rollout, pointer + "/rollout");
    }

    private Served rollout(JsonNode rollout, String pointer) {
        JsonNode weighted = rollout.get("variations");
        List<Range> ranges = new ArrayList<>();
        int sum = 0;
        String variant = "";
        for (int i = 0; i < weighted.size(); i++) {
            String at = Problem.at(pointer + "/variations", i);
            variant = variations.at(weighted.get(i).path("variation"), at + "/variation");
            int end = Math.min(sum + Math.max(weighted.get(i).path("weight").asInt(), 0), Bucketing.BUCKETS);
            if (end > sum) {
                ranges.add(new Range(end, variant));
            }
            sum = end;
        }
        fill(ranges, variant);
        boolean experiment = rollout.path("kind").asText().equals("experiment");
        if (experiment) {
            remarks.differs(
                    pointer,
                    "The split of the experiment stays as it is, but nothing is measured here; make a release of it or "
                            + "send its events elsewhere.");
        }
        AttributeReference unit = unit(rollout, experiment, pointer);
        String by = unit.path(pointer + "/bucketBy");
        JsonNode seed = rollout.path("seed");
        Serve serve = new Serve.Split(by, HASH, seed.isNumber() ? seed.asText() : null, List.of(), ranges);
        String first = ranges.get(0).variant();
        boolean alike = first.equals(ranges.get(ranges.size() - 1).variant());
        return new Served(serve, alike ? null : Conditions.not(hasUnit(by, salt)), first);
    }

    /** What weights leave over belongs to the last variation. */
    private static void fill(List<Range> ranges, String last) {
        if (ranges.isEmpty() || ranges.get(ranges.size() - 1).to() < Bucketing.BUCKETS) {
            ranges.add(new Range(Bucketing.BUCKETS, last));
        }
    }

    static AttributeReference unit(JsonNode rollout, boolean experiment, String pointer) {
        String kindName = rollout.has("rolloutContextKind") ? "rolloutContextKind" : "contextKind";
        JsonNode kind = rollout.path(kindName);
        String bucketBy = rollout.path("bucketBy").textValue();
        if (experiment || bucketBy == null || bucketBy.isEmpty()) {
            return AttributeReference.key(AttributeReference.kind(kind));
        }
        AttributeReference unit = AttributeReference.read(bucketBy, kind);
        if (unit == null) {
            throw new Refused(pointer + "/bucketBy", "'" + bucketBy + "' is no reference to an attribute; name one.");
        }
        return unit;
    }

    static Condition hasUnit(String by, String salt) {
        return new Condition.InBucket(by, HASH, salt, 0, Bucketing.BUCKETS);
    }

    /** Who of those that a segment's rule matches is in the segment; null for everybody. */
    static @Nullable Condition share(JsonNode rule, String salt, String pointer) {
        JsonNode weight = rule.path("weight");
        if (!weight.isNumber() || weight.asInt() >= Bucketing.BUCKETS) {
            return null;
        }
        AttributeReference unit = unit(rule, false, pointer);
        String by = unit.path(pointer + "/bucketBy");
        if (weight.asInt() <= 0) {
            return Conditions.NEVER;
        }
        return new Condition.Any(
                List.of(Conditions.not(hasUnit(by, salt)), new Condition.InBucket(by, HASH, salt, 0, weight.asInt())));
    }
}
