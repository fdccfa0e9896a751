package dev.firstlight.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Condition;
import dev.firstlight.core.Problem;
import dev.firstlight.core.SegmentSpec;
import java.util.List;

/** One segment of a ruleset. */
public final class SegmentJson {

    private SegmentJson() {}

    /**
     * Reads a segment.
     *
     * @param pointer where it stands in its document, the empty string where it is the document
     * @param mode whether what is not understood is a problem
     * @param problems where problems are added
     * @return a segment that no flag can use, where it could not be read
     */
    public static SegmentSpec read(JsonNode node, String pointer, Mode mode, List<Problem> problems) {
        int before = problems.size();
        Fields fields = Fields.of(node, pointer, problems);
        if (fields != null) {
            fields.only(mode, "included", "excluded", "when");
            Condition when =
                    fields.has("when") ? ConditionJson.read(node.get("when"), fields.at("when"), mode, problems) : null;
            SegmentSpec segment = new SegmentSpec(fields.texts("included"), fields.texts("excluded"), when);
            if (problems.size() == before) {
                return segment;
            }
        }
        return new SegmentSpec(
                List.of(), List.of(), new Condition.Unknown(problems.get(before).detail()));
    }

    /** The segment as {@link #read} takes it, always the same way. */
    public static ObjectNode write(SegmentSpec segment) {
        ObjectNode node = Json.object();
        if (!segment.included().isEmpty()) {
            node.set("included", Json.node(segment.included()));
        }
        if (!segment.excluded().isEmpty()) {
            node.set("excluded", Json.node(segment.excluded()));
        }
        if (segment.when() != null) {
            node.set("when", ConditionJson.write(segment.when()));
        }
        return node;
    }
}
