package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Bucketing;
import dev.firstlight.core.Range;
import dev.firstlight.core.RegionalRanges;
import dev.firstlight.core.Serve;
import dev.firstlight.server.platform.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Splits may be sent with {@code weights}, buckets by variant, in place of {@code ranges}. They become the ranges that
 * move the fewest units from what was served before, and only ranges are kept.
 */
final class Weights {

    private Weights() {}

    /**
     * Puts ranges in place of weights.
     *
     * @param split as it was sent; changed
     * @param pointer of the split in what was sent
     * @param before what was served in its place; null where nothing was
     */
    static void resolve(ObjectNode split, String pointer, @Nullable Serve before) {
        Serve.Split was = before instanceof Serve.Split known && comparable(split, known) ? known : null;
        // Where one variant was for everybody, any order moves equally few; then the one that was sent counts.
        List<Range> everywhere = was == null ? List.of() : was.ranges();
        if (split.path("regions") instanceof ArrayNode regions) {
            for (int i = 0; i < regions.size(); i++) {
                if (regions.get(i) instanceof ObjectNode entry) {
                    replace(entry, pointer + "/regions/" + i, regional(entry, was, everywhere));
                }
            }
        }
        replace(split, pointer, everywhere);
    }

    /** Whether both place a unit in the same bucket, so that their ranges can be compared. */
    private static boolean comparable(ObjectNode split, Serve.Split before) {
        return split.path("by").asText("targetingKey").equals(before.by())
                && split.path("hash")
                        .asText(before.hash().name())
                        .equals(before.hash().name())
                && split.path("salt").asText("").equals(before.salt() == null ? "" : before.salt());
    }

    private static List<Range> regional(ObjectNode entry, Serve.@Nullable Split was, List<Range> everywhere) {
        if (was != null) {
            for (RegionalRanges known : was.regions()) {
                for (JsonNode name : entry.path("in")) {
                    if (known.in().contains(name.asText())) {
                        return known.ranges();
                    }
                }
            }
        }
        return everywhere;
    }

    private static void replace(ObjectNode holder, String pointer, List<Range> before) {
        JsonNode sent = holder.get("weights");
        if (sent == null || sent.isNull()) {
            return;
        }
        if (holder.hasNonNull("ranges")) {
            throw Failure.invalid(pointer + "/weights", "Send ranges or weights, not both.");
        }
        Map<String, Integer> weights = read(sent, pointer + "/weights");
        List<Range> ranges = before.isEmpty() ? SmallestMove.laidOut(weights) : SmallestMove.toward(before, weights);
        holder.remove("weights");
        ArrayNode written = holder.putArray("ranges");
        ranges.forEach(range -> written.addObject().put("to", range.to()).put("variant", range.variant()));
    }

    private static Map<String, Integer> read(JsonNode sent, String pointer) {
        if (!(sent instanceof ObjectNode object)) {
            throw Failure.invalid(pointer, "Weights are an object: buckets by variant, 100000 in all.");
        }
        Map<String, Integer> weights = new LinkedHashMap<>();
        long sum = 0;
        for (Map.Entry<String, JsonNode> weight : object.properties()) {
            JsonNode number = weight.getValue();
            if (!number.canConvertToInt()
                    || number.doubleValue() != number.intValue()
                    || number.intValue() < 0
                    || number.intValue() > Bucketing.BUCKETS) {
                throw Failure.invalid(
                        dev.firstlight.core.Problem.at(pointer, weight.getKey()),
                        "A weight is a whole number of buckets, 0 to 100000; 1 % is 1000.");
            }
            weights.put(weight.getKey(), number.intValue());
            sum += number.intValue();
        }
        if (sum != Bucketing.BUCKETS) {
            throw Failure.invalid(pointer, "The weights sum to " + sum + "; let them sum to 100000.");
        }
        return weights;
    }
}
