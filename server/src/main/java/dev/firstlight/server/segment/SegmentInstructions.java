package dev.firstlight.server.segment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Problem;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.wire.Mode;
import dev.firstlight.wire.SegmentJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Named steps on a segment, so that a script says what it wants and need not read first. */
final class SegmentInstructions {

    private static final int MOST = 500;

    private interface Step {
        void take(ObjectNode segment, Instruction instruction);
    }

    private static final Map<String, Step> STEPS = new LinkedHashMap<>();

    static {
        STEPS.put("addIncluded", (segment, one) -> add(segment, "included", one));
        STEPS.put("removeIncluded", (segment, one) -> remove(segment, "included", one));
        STEPS.put("addExcluded", (segment, one) -> add(segment, "excluded", one));
        STEPS.put("removeExcluded", (segment, one) -> remove(segment, "excluded", one));
        STEPS.put("setWhen", (segment, one) -> {
            one.only("when");
            ObjectNode said = segment.objectNode();
            said.set("when", one.object("when"));
            List<Problem> problems = new ArrayList<>();
            SegmentJson.read(said, one.pointer(), Mode.STRICT, problems);
            Refusal.ifAny(problems, "");
            segment.setAll(said);
        });
        STEPS.put("removeWhen", (segment, one) -> {
            one.only();
            segment.remove("when");
        });
        STEPS.put("setName", (segment, one) -> {
            one.only("name");
            String name = one.text("name");
            if (name.length() > SegmentEdits.LONGEST_NAME) {
                throw one.invalid("name", "A segment's name has at most " + SegmentEdits.LONGEST_NAME + " characters.");
            }
            segment.put("name", name);
        });
    }

    private SegmentInstructions() {}

    /**
     * Takes all steps on a copy.
     *
     * @param segment as the API shows it
     * @param instructions as they were sent, below {@code /instructions}
     */
    static ObjectNode apply(ObjectNode segment, JsonNode instructions) {
        if (!(instructions instanceof ArrayNode list) || list.isEmpty() || list.size() > MOST) {
            throw Failure.invalid(
                    "/instructions", "\"instructions\" is a list of 1 to " + MOST + " steps, each with a \"kind\".");
        }
        ObjectNode now = segment.deepCopy();
        for (int i = 0; i < list.size(); i++) {
            Instruction one = Instruction.of(list.get(i), "/instructions/" + i);
            Step step = STEPS.get(one.kind());
            if (step == null) {
                throw one.invalid(
                        "kind",
                        "There is no instruction \"" + one.kind() + "\"; there are " + String.join(", ", STEPS.keySet())
                                + ".");
            }
            step.take(now, one);
        }
        return now;
    }

    private static void add(ObjectNode segment, String field, Instruction one) {
        one.only("keys");
        Set<String> keys = keys(segment, field);
        keys.addAll(one.texts("keys"));
        put(segment, field, keys);
    }

    private static void remove(ObjectNode segment, String field, Instruction one) {
        one.only("keys");
        Set<String> keys = keys(segment, field);
        keys.removeAll(one.texts("keys"));
        put(segment, field, keys);
    }

    private static Set<String> keys(ObjectNode segment, String field) {
        Set<String> keys = new LinkedHashSet<>();
        segment.path(field).forEach(key -> keys.add(key.asText()));
        return keys;
    }

    private static void put(ObjectNode segment, String field, Set<String> keys) {
        ArrayNode list = segment.putArray(field);
        keys.forEach(list::add);
    }
}
