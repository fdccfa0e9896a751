package dev.firstlight.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A telemetry batch, as {@code POST /sdk/v1/telemetry} takes it. */
public final class TelemetryJson {

    private static final long MAX = 9_007_199_254_740_991L;

    private TelemetryJson() {}

    /**
     * Reads a batch. Fields that are not known are passed over: an SDK may be newer than the server.
     *
     * @param problems where problems are added
     * @return null where something is wrong with it; then there is a problem too
     */
    public static @Nullable TelemetryBatch read(JsonNode node, List<Problem> problems) {
        int before = problems.size();
        Fields fields = Fields.of(node, "", problems);
        if (fields == null) {
            return null;
        }
        String instance = fields.text("instance");
        if (instance.isEmpty() || instance.length() > 64) {
            fields.add("instance", "An instance's id has 1 to 64 characters; give it that many.");
        }
        TelemetryBatch batch = new TelemetryBatch(
                instance,
                fields.whole("seq", 0, MAX),
                sdk(fields.required("sdk"), problems),
                fields.optionalText("region"),
                fields.has("applied") ? applied(node.get("applied"), problems) : null,
                fields.list("evaluations", (each, at) -> evaluations(each, at, problems)),
                fields.list("exposures", (each, at) -> exposures(each, at, problems)),
                fields.list("outcomes", (each, at) -> OutcomesJson.read(each, at, problems)),
                unsupported(fields, problems),
                fields.has("dropped") ? fields.whole("dropped", 0, MAX) : 0,
                fields.has("digestMismatches") ? fields.whole("digestMismatches", 0, MAX) : 0,
                fields.texts("capabilities"),
                fields.has("sampling") ? fields.whole("sampling", 0, MAX) : null,
                fields.list("contexts", (each, at) -> SampledJson.read(each, at, problems)));
        return problems.size() == before ? batch : null;
    }

    private static TelemetryBatch.Sdk sdk(@Nullable JsonNode node, List<Problem> problems) {
        Fields fields = node == null ? null : Fields.of(node, "/sdk", problems);
        return fields == null
                ? new TelemetryBatch.Sdk("", "")
                : new TelemetryBatch.Sdk(fields.text("name"), fields.text("version"));
    }

    private static TelemetryBatch.@Nullable Applied applied(JsonNode node, List<Problem> problems) {
        Fields fields = Fields.of(node, "/applied", problems);
        return fields == null
                ? null
                : new TelemetryBatch.Applied(
                        fields.whole("epoch", 1, MAX), fields.whole("revision", 1, MAX), fields.text("at"));
    }

    private static TelemetryBatch.@Nullable Evaluations evaluations(
            JsonNode node, String pointer, List<Problem> problems) {
        Fields fields = Fields.of(node, pointer, problems);
        return fields == null
                ? null
                : new TelemetryBatch.Evaluations(
                        fields.text("flag"),
                        fields.optionalText("variant"),
                        fields.text("reason"),
                        fields.whole("count", 0, MAX));
    }

    private static TelemetryBatch.@Nullable Exposures exposures(JsonNode node, String pointer, List<Problem> problems) {
        Fields fields = Fields.of(node, pointer, problems);
        return fields == null
                ? null
                : new TelemetryBatch.Exposures(
                        fields.text("release"),
                        (int) fields.whole("stage", 0, Integer.MAX_VALUE),
                        fields.text("region"),
                        fields.text("arm"),
                        fields.texts("units"));
    }

    private static Map<String, String> unsupported(Fields fields, List<Problem> problems) {
        Map<String, String> unsupported = new LinkedHashMap<>();
        fields.list("unsupported", (each, at) -> {
            Fields entry = Fields.of(each, at, problems);
            if (entry != null) {
                unsupported.put(entry.text("flag"), entry.text("detail"));
            }
            return entry;
        });
        return unsupported;
    }

    /** The batch as {@link #read} takes it; what is empty is left out. */
    public static ObjectNode write(TelemetryBatch batch) {
        ObjectNode node = Json.object().put("instance", batch.instance()).put("seq", batch.seq());
        node.putObject("sdk")
                .put("name", batch.sdk().name())
                .put("version", batch.sdk().version());
        if (batch.region() != null) {
            node.put("region", batch.region());
        }
        TelemetryBatch.Applied applied = batch.applied();
        if (applied != null) {
            node.putObject("applied")
                    .put("epoch", applied.epoch())
                    .put("revision", applied.revision())
                    .put("at", applied.at());
        }
        ArrayNode evaluations = Json.list();
        batch.evaluations().forEach(each -> evaluations
                .addObject()
                .put("flag", each.flag())
                .put("variant", each.variant())
                .put("reason", each.reason())
                .put("count", each.count()));
        setUnlessEmpty(node, "evaluations", evaluations);
        ArrayNode exposures = Json.list();
        batch.exposures().forEach(each -> exposures
                .addObject()
                .put("release", each.release())
                .put("stage", each.stage())
                .put("region", each.region())
                .put("arm", each.arm())
                .set("units", Json.node(each.units())));
        setUnlessEmpty(node, "exposures", exposures);
        ArrayNode outcomes = Json.list();
        batch.outcomes().forEach(each -> outcomes.add(OutcomesJson.write(each)));
        setUnlessEmpty(node, "outcomes", outcomes);
        ArrayNode unsupported = Json.list();
        batch.unsupported()
                .forEach((flag, detail) ->
                        unsupported.addObject().put("flag", flag).put("detail", detail));
        setUnlessEmpty(node, "unsupported", unsupported);
        setUnlessEmpty(node, "capabilities", (ArrayNode) Json.node(batch.capabilities()));
        if (batch.sampling() != null) {
            node.put("sampling", batch.sampling());
        }
        ArrayNode contexts = Json.list();
        batch.contexts().forEach(each -> contexts.add(SampledJson.write(each)));
        setUnlessEmpty(node, "contexts", contexts);
        return node.put("dropped", batch.dropped()).put("digestMismatches", batch.digestMismatches());
    }

    private static void setUnlessEmpty(ObjectNode node, String name, ArrayNode list) {
        if (!list.isEmpty()) {
            node.set(name, list);
        }
    }
}
