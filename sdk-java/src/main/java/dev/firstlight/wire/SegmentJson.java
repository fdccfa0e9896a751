package dev.firstlight.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Condition;
import dev.firstlight.core.LargeSegment;
import dev.firstlight.core.Problem;
import dev.firstlight.core.SegmentSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
            fields.only(mode, "included", "excluded", "when", "large");
            Condition when =
                    fields.has("when") ? ConditionJson.read(node.get("when"), fields.at("when"), mode, problems) : null;
            SegmentSpec.Large large =
                    fields.has("large") ? large(node.get("large"), fields.at("large"), mode, problems) : null;
            SegmentSpec segment = new SegmentSpec(fields.texts("included"), fields.texts("excluded"), when, large);
            if (problems.size() == before) {
                return segment;
            }
        }
        return unreadable(problems.get(before).detail());
    }

    /** A segment that no flag can use. */
    static SegmentSpec unreadable(String detail) {
        return new SegmentSpec(List.of(), List.of(), new Condition.Unknown(detail));
    }

    private static SegmentSpec.@Nullable Large large(JsonNode node, String pointer, Mode mode, List<Problem> problems) {
        Fields fields = Fields.of(node, pointer, problems);
        if (fields == null) {
            return null;
        }
        fields.only(mode, "version", "count");
        return new SegmentSpec.Large(fields.whole("version", 1, Fields.MAX_SAFE_INTEGER), (int)
                fields.whole("count", 0, LargeSegment.MAX_COUNT));
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
        if (segment.large() != null) {
            node.putObject("large")
                    .put("version", segment.large().version())
                    .put("count", segment.large().count());
        }
        return node;
    }
}
