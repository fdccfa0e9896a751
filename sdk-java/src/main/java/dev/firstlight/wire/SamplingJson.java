package dev.firstlight.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.KeyedHash;
import dev.firstlight.core.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the server answers to telemetry. */
public final class SamplingJson {

    private static final String KEY = "[!-~]{16,64}";

    private SamplingJson() {}

    /**
     * The rules in an answer; null where there are none, or they make no sense: the server then wants no contexts.
     *
     * @param answer all that the server said
     */
    public static @Nullable SamplingRules read(byte[] answer) {
        if (answer.length == 0) {
            return null;
        }
        try {
            return rules(Json.parse(answer).path("sampling"));
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable SamplingRules rules(JsonNode node) {
        List<Problem> problems = new ArrayList<>();
        Fields fields = Fields.of(node, "", problems);
        if (fields == null) {
            return null;
        }
        Map<String, Long> below = new LinkedHashMap<>();
        Fields regions = fields.has("below") ? Fields.of(node.get("below"), "/below", problems) : null;
        if (regions != null) {
            regions.names().forEach(region -> below.put(region, regions.whole(region, 0, KeyedHash.RANKS)));
        }
        SamplingRules rules = new SamplingRules(
                fields.whole("version", 1, Fields.MAX_SAFE_INTEGER),
                fields.text("key"),
                new LinkedHashSet<>(fields.texts("clear")),
                below);
        return problems.isEmpty() && rules.key().matches(KEY) ? rules : null;
    }
}
