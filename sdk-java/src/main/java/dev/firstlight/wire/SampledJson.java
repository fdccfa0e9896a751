package dev.firstlight.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.KeyedHash;
import dev.firstlight.core.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One sampled context of a telemetry batch. */
final class SampledJson {

    private SampledJson() {}

    static TelemetryBatch.@Nullable Sampled read(JsonNode node, String pointer, List<Problem> problems) {
        Fields fields = Fields.of(node, pointer, problems);
        return fields == null
                ? null
                : new TelemetryBatch.Sampled(
                        fields.text("unit"),
                        fields.whole("rank", 0, KeyedHash.RANKS - 1),
                        fields.optionalText("region"),
                        members(node.path("clear")),
                        members(node.path("hashed")),
                        fields.texts("withheld"));
    }

    private static Map<String, Object> members(JsonNode node) {
        Map<String, Object> members = new LinkedHashMap<>();
        node.properties().forEach(member -> {
            Object value = Json.value(member.getValue());
            if (value != null) {
                members.put(member.getKey(), value);
            }
        });
        return members;
    }

    static ObjectNode write(TelemetryBatch.Sampled context) {
        ObjectNode node = Json.object().put("unit", context.unit()).put("rank", context.rank());
        if (context.region() != null) {
            node.put("region", context.region());
        }
        if (!context.clear().isEmpty()) {
            node.set("clear", Json.node(context.clear()));
        }
        if (!context.hashed().isEmpty()) {
            node.set("hashed", Json.node(context.hashed()));
        }
        if (!context.withheld().isEmpty()) {
            node.set("withheld", Json.node(context.withheld()));
        }
        return node;
    }
}
