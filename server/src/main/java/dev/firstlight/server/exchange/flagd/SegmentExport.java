package dev.firstlight.server.exchange.flagd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Context;
import dev.firstlight.core.Problem;
import dev.firstlight.core.SegmentSpec;
import dev.firstlight.server.exchange.Refused;
import dev.firstlight.wire.Json;
import java.util.Map;

/** Segments as {@code $evaluators}: those that exported flags use. */
final class SegmentExport {

    private final Map<String, SegmentSpec> segments;
    private final ObjectNode evaluators = Json.object();

    SegmentExport(Map<String, SegmentSpec> segments) {
        this.segments = segments;
    }

    ObjectNode evaluators() {
        return evaluators;
    }

    /** What a flag used that is exported. */
    void keep(Map<String, JsonNode> used) {
        used.forEach(evaluators::set);
    }

    /** Excluded wins, then included, then the condition. Always an operation: flagd takes no plain value here. */
    ObjectNode write(String key, String pointer, LogicExport logic) {
        SegmentSpec segment = segments.get(key);
        if (segment == null) {
            throw new Refused(pointer, "There is no segment '" + key + "'; create it or name another.");
        }
        String at = Problem.at("/segments", key);
        if (segment.large() != null) {
            throw new Refused(at, "The segment's keys are a large list, which flagd does not have; use a smaller one.");
        }
        JsonNode unit = LogicExport.variable(Context.TARGETING_KEY);
        ArrayNode any = Json.list();
        if (!segment.included().isEmpty()) {
            any.add(LogicExport.among(unit, segment.included()));
        }
        if (segment.when() != null) {
            any.add(logic.condition(segment.when(), at + "/when"));
        }
        ArrayNode all = Json.list();
        if (!segment.excluded().isEmpty()) {
            all.add(LogicExport.not(LogicExport.among(unit, segment.excluded())));
        }
        all.add(any.isEmpty() ? Json.node(false) : Json.object().set("or", any));
        return Json.object().set("and", all);
    }
}
