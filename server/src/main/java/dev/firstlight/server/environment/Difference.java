package dev.firstlight.server.environment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that differs between two versions of a flag or a segment in an environment.
 *
 * @param kind what kind of difference, e.g. {@code ruleAdded}
 * @param pointer where, in the later version; in the earlier one where it is gone
 * @param before what was there, null where nothing was
 * @param after what is there, null where nothing is
 * @param sentence the same in words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Difference(
        String kind,
        String pointer,
        @Nullable JsonNode before,
        @Nullable JsonNode after,
        String sentence) {

    /** Several as the API shows them. */
    public static ArrayNode json(List<Difference> differences) {
        ArrayNode list = Json.object().arrayNode();
        for (Difference one : differences) {
            ObjectNode node = list.addObject().put("kind", one.kind()).put("pointer", one.pointer());
            if (one.before() != null) {
                node.set("before", one.before());
            }
            if (one.after() != null) {
                node.set("after", one.after());
            }
            node.put("sentence", one.sentence());
        }
        return list;
    }
}
