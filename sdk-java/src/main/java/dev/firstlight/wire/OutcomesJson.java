package dev.firstlight.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to units, in a telemetry batch. */
final class OutcomesJson {

    private static final long MAX = 9_007_199_254_740_991L;

    private OutcomesJson() {}

    static TelemetryBatch.@Nullable Outcomes read(JsonNode node, String pointer, List<Problem> problems) {
        Fields fields = Fields.of(node, pointer, problems);
        if (fields == null) {
            return null;
        }
        List<String> units = fields.texts("units");
        List<Double> values = fields.list("values", (each, at) -> value(each, at, problems));
        List<Long> counts = fields.list("counts", (each, at) -> count(each, at, problems));
        asMany(fields, "values", values.size(), units.size());
        asMany(fields, "counts", counts.size(), units.size());
        return new TelemetryBatch.Outcomes(fields.text("release"), fields.text("metric"), units, values, counts);
    }

    private static void asMany(Fields fields, String name, int size, int units) {
        if (size != 0 && size != units) {
            fields.add(name, "There are " + size + " for " + units + " units; give one for each unit, or none at all.");
        }
    }

    private static @Nullable Double value(JsonNode node, String pointer, List<Problem> problems) {
        double value = node.isNumber() ? node.doubleValue() : Double.NaN;
        if (Double.isFinite(value)) {
            return value;
        }
        problems.add(new Problem(pointer, "A value is a finite number; give one."));
        return null;
    }

    private static @Nullable Long count(JsonNode node, String pointer, List<Problem> problems) {
        long count = node.canConvertToExactIntegral() && node.canConvertToLong() ? node.longValue() : 0;
        if (count >= 1 && count <= MAX) {
            return count;
        }
        problems.add(new Problem(pointer, "A count is a whole number of 1 or more; give one."));
        return null;
    }

    static ObjectNode write(TelemetryBatch.Outcomes outcomes) {
        ObjectNode node = Json.object().put("release", outcomes.release()).put("metric", outcomes.metric());
        node.set("units", Json.node(outcomes.units()));
        if (!outcomes.values().isEmpty()) {
            node.set("values", Json.node(outcomes.values()));
        }
        if (!outcomes.counts().isEmpty()) {
            node.set("counts", Json.node(outcomes.counts()));
        }
        return node;
    }
}
