package dev.firstlight.server.exchange.flagd;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.Condition;
import dev.firstlight.server.exchange.Conditions;
import dev.firstlight.server.exchange.Refused;
import java.util.ArrayList;
import java.util.List;

/** {@code in}: an attribute in a list, or a text in an attribute. */
final class Membership {

    private Membership() {}

    static Condition condition(Logic logic) {
        JsonNode needle = logic.arg(0);
        JsonNode haystack = logic.arg(1);
        String name = Logic.variable(needle, logic.at(0));
        if (name != null && haystack.isArray()) {
            List<Object> values = new ArrayList<>();
            for (JsonNode value : haystack) {
                if (!value.isValueNode() || value.isNull()) {
                    throw new Refused(logic.at(1), "List texts, numbers, true and false.");
                }
                values.add(Equality.plainValue(value));
            }
            return values.isEmpty() ? Conditions.NEVER : Conditions.leaf(name, "in", values);
        }
        String within = Logic.variable(haystack, logic.at(1));
        if (within != null && needle.isTextual()) {
            return Conditions.leaf(within, "contains", List.of(needle.asText()));
        }
        throw new Refused(logic.pointer(), "Look for an attribute in a list, or for a text in an attribute.");
    }
}
