package dev.firstlight.server.exchange.unleash;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Bucketing;
import dev.firstlight.core.Range;
import dev.firstlight.core.Serve;
import dev.firstlight.server.exchange.Refused;
import dev.firstlight.wire.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which variant those get for whom a strategy holds.
 *
 * @param salt what the split is by, null where there is no more than one variant
 * @param variants none where the feature is just on
 */
record Choice(@Nullable String salt, ArrayNode variants) {

    private static final int WHOLE = 1000;

    /** On, with one variant or none. */
    static Choice fixed(OutcomeExport.Outcome outcome) {
        ArrayNode variants = Json.list();
        if (outcome.variant() != null) {
            variants.add(variant(outcome.variant(), WHOLE, "default"));
        }
        return new Choice(null, variants);
    }

    /** One of several variants, all of them on. */
    static Choice split(Serve.Split split, String salt, String stickiness, OutcomeExport outcomes, String pointer) {
        if (!split.hash().name().equals("unleash") || split.hash().seed() != VariantImport.SEED) {
            throw new Refused(
                    pointer + "/hash",
                    "Unleash does not bucket variants so, and units would move. Finish the rollout, or take the hash "
                            + "'unleash' with the seed " + VariantImport.SEED + ".");
        }
        ArrayNode variants = Json.list();
        long before = 0;
        for (Range range : split.ranges()) {
            ObjectNode named = outcomes.of(range.variant()).variant();
            if (named == null) {
                throw new Refused(pointer + "/ranges", "Among variants there, each has a name; name this one too.");
            }
            long end = parts(range.to(), split.hash().of());
            if (end > before) {
                variants.add(variant(named, end - before, stickiness));
            }
            before = end;
        }
        return new Choice(salt, variants);
    }

    /** How many parts of so many begin in a bucket below one. */
    static long parts(int to, int of) {
        return (to - 1L) * of / Bucketing.BUCKETS + 1;
    }

    private static ObjectNode variant(ObjectNode named, long weight, String stickiness) {
        ObjectNode variant = Json.object()
                .put("name", named.path("name").asText())
                .put("weight", weight)
                .put("weightType", "variable")
                .put("stickiness", stickiness);
        return named.has("payload") ? variant.set("payload", named.path("payload")) : variant;
    }

    /** The one variant that all ranges serve, null where they differ. */
    static @Nullable String only(List<Range> ranges) {
        String last = ranges.get(ranges.size() - 1).variant();
        return ranges.stream().allMatch(range -> range.variant().equals(last)) ? last : null;
    }
}
