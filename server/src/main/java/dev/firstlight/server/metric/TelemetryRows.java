package dev.firstlight.server.metric;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Failure;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A batch's lists as JSON arrays of rows, which PostgreSQL takes as one set in one statement. */
record TelemetryRows(ArrayNode exposures, ArrayNode outcomes, ArrayNode evaluations) {
    private static final Pattern UNIT = Pattern.compile("[0-9a-f]{16}");

    static TelemetryRows of(TelemetryBatch batch) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        TelemetryRows rows = new TelemetryRows(json.arrayNode(), json.arrayNode(), json.arrayNode());
        List<TelemetryBatch.Exposures> exposures = orEmpty(batch.exposures());
        for (int i = 0; i < exposures.size(); i++) {
            rows.add(exposures.get(i), "/exposures/" + i);
        }
        List<TelemetryBatch.Outcomes> outcomes = orEmpty(batch.outcomes());
        for (int i = 0; i < outcomes.size(); i++) {
            rows.add(outcomes.get(i), "/outcomes/" + i);
        }
        orEmpty(batch.evaluations()).forEach(rows::add);
        return rows;
    }

    private void add(TelemetryBatch.Exposures exposed, String pointer) {
        for (int i = 0; i < exposed.units().size(); i++) {
            ObjectNode row = exposures.addObject();
            row.put("release", exposed.release());
            row.put("stage", exposed.stage());
            row.put("region", exposed.region());
            row.put("treated", exposed.arm().equals("treatment"));
            row.put("unit", unit(exposed.units().get(i), pointer + "/units/" + i));
        }
    }

    private void add(TelemetryBatch.Outcomes happened, String pointer) {
        for (int i = 0; i < happened.units().size(); i++) {
            ObjectNode row = outcomes.addObject();
            row.put("release", happened.release());
            row.put("metric", happened.metric());
            row.put("unit", unit(happened.units().get(i), pointer + "/units/" + i));
        }
    }

    private void add(TelemetryBatch.Evaluations counted) {
        ObjectNode row = evaluations.addObject();
        row.put("flag", counted.flag());
        row.put("variant", counted.variant() == null ? "" : counted.variant());
        row.put("reason", counted.reason());
        row.put("count", counted.count());
    }

    /** The 64-bit hash as a signed number: PostgreSQL has no other. */
    private static long unit(@Nullable String hash, String pointer) {
        if (hash == null || !UNIT.matcher(hash).matches()) {
            throw Failure.invalid(pointer, "A unit is its 64-bit hash: 16 lowercase hexadecimal digits.");
        }
        return Long.parseUnsignedLong(hash, 16);
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
