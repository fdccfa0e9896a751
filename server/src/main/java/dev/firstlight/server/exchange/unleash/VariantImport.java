package dev.firstlight.server.exchange.unleash;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.Bucketing;
import dev.firstlight.core.Condition;
import dev.firstlight.core.Hash;
import dev.firstlight.core.Range;
import dev.firstlight.core.Serve;
import dev.firstlight.server.exchange.Conditions;
import dev.firstlight.server.exchange.Refused;
import dev.firstlight.server.exchange.Remarks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Which of some variants somebody gets who is in. */
final class VariantImport {

    /** Unleash keeps variants apart from rollouts by this seed. */
    static final long SEED = 86_028_157;

    private final Outcomes outcomes;
    private final Remarks remarks;

    VariantImport(Outcomes outcomes, Remarks remarks) {
        this.outcomes = outcomes;
        this.remarks = remarks;
    }

    /**
     * Adds, in order, who gets what; the last part is for everybody.
     *
     * @param salt the group, or the feature
     * @param stickiness of the first variant, or of the strategy
     */
    void add(
            JsonNode variants, String salt, Stickiness stickiness, String pointer, BiConsumer<Condition, Serve> parts) {
        int total = total(variants, pointer);
        if (total == 0) {
            parts.accept(Conditions.ALWAYS, new Serve.Variant(Outcomes.ON));
            return;
        }
        overrides(variants, pointer, parts);
        List<Range> ranges = ranges(variants, total);
        String last = ranges.get(ranges.size() - 1).variant();
        if (ranges.stream().allMatch(range -> range.variant().equals(last))) {
            parts.accept(Conditions.ALWAYS, new Serve.Variant(last));
            return;
        }
        if (stickiness.fields().isEmpty()) {
            throw new Refused(
                    pointer,
                    "Every evaluation draws lots there; here a unit stays with what it got. Set the variants' "
                            + "stickiness to 'default' or to a field.");
        }
        remarks.differs(
                pointer,
                "A context with none of " + String.join(", ", stickiness.fields())
                        + " draws lots there at every evaluation; here it gets '" + last + "'.");
        Hash hash = new Hash("unleash", SEED, total);
        for (int i = 0; i < stickiness.fields().size(); i++) {
            String attribute = Fields.text(stickiness.fields().get(i), pointer);
            boolean otherwise = i == stickiness.fields().size() - 1;
            parts.accept(
                    otherwise ? Conditions.ALWAYS : Conditions.exists(attribute),
                    new Serve.Split(attribute, hash, salt, List.of(), ranges));
        }
    }

    private static int total(JsonNode variants, String pointer) {
        long total = 0;
        for (JsonNode variant : variants) {
            JsonNode weight = variant.path("weight");
            if (!weight.isIntegralNumber() || weight.longValue() < 0 || total > Bucketing.BUCKETS) {
                throw new Refused(pointer, "A weight is no whole number of 0 or more; correct it.");
            }
            total += weight.longValue();
        }
        if (total > Bucketing.BUCKETS) {
            throw new Refused(pointer, "The weights are more than 100,000 together; write smaller ones.");
        }
        return (int) total;
    }

    private List<Range> ranges(JsonNode variants, int total) {
        List<Range> ranges = new ArrayList<>();
        long counter = 0;
        for (JsonNode variant : variants) {
            if (variant.path("weight").longValue() > 0) {
                counter += variant.path("weight").longValue();
                // Rounded up, as the hash rounds what it makes of a part.
                int to = (int) ((counter * Bucketing.BUCKETS + total - 1) / total);
                ranges.add(new Range(to, outcomes.name(variant)));
            }
        }
        return ranges;
    }

    private void overrides(JsonNode variants, String pointer, BiConsumer<Condition, Serve> parts) {
        for (JsonNode variant : variants) {
            List<Condition> any = new ArrayList<>();
            for (JsonNode override : variant.path("overrides")) {
                List<String> values = new ArrayList<>();
                override.path("values").forEach(value -> values.add(value.asText()));
                if (!values.isEmpty()) {
                    String attribute = Fields.text(override.path("contextName").asText(), pointer);
                    any.add(Conditions.leaf(attribute, "in", values));
                }
            }
            if (!any.isEmpty()) {
                parts.accept(Conditions.any(any), new Serve.Variant(outcomes.name(variant)));
            }
        }
    }
}
