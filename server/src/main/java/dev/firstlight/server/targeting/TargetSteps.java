package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.segment.Instruction;
import java.util.Set;

/** Instructions on the targeting keys that get a variant by name. */
final class TargetSteps {

    private TargetSteps() {}

    /** A key has one variant: it leaves the one that it had. */
    static void add(ObjectNode targeting, Instruction one) {
        one.only("variant", "keys");
        Set<String> keys = one.texts("keys");
        ArrayNode rest = without(targeting.withArray("targets"), keys);
        ObjectNode mine = null;
        for (JsonNode target : rest) {
            if (target.path("variant").asText().equals(one.text("variant"))) {
                mine = (ObjectNode) target;
            }
        }
        if (mine == null) {
            mine = rest.addObject().put("variant", one.text("variant"));
        }
        keys.forEach(mine.withArray("keys")::add);
        targeting.set("targets", rest);
    }

    static void remove(ObjectNode targeting, Instruction one) {
        one.only("keys");
        targeting.set("targets", without(targeting.withArray("targets"), one.texts("keys")));
    }

    private static ArrayNode without(ArrayNode targets, Set<String> keys) {
        ArrayNode rest = targets.arrayNode();
        for (JsonNode target : targets) {
            ArrayNode kept = targets.arrayNode();
            target.path("keys").forEach(key -> {
                if (!keys.contains(key.asText())) {
                    kept.add(key);
                }
            });
            if (!kept.isEmpty()) {
                ObjectNode left = target.deepCopy();
                left.set("keys", kept);
                rest.add(left);
            }
        }
        return rest;
    }
}
