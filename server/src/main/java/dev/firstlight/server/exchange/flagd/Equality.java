package dev.firstlight.server.exchange.flagd;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.Condition;
import dev.firstlight.server.exchange.Conditions;
import dev.firstlight.server.exchange.Refused;
import java.util.List;

/** {@code ==} and {@code ===} between an attribute and a value. */
final class Equality {

    private Equality() {}

    static Condition condition(Logic logic) {
        String left = Logic.variable(logic.arg(0), logic.at(0));
        String right = Logic.variable(logic.arg(1), logic.at(1));
        if (logic.args().size() != 2 || (left == null) == (right == null)) {
            if (left == null && right == null && plain(logic.arg(0)) && plain(logic.arg(1))) {
                return logic.arg(0).equals(logic.arg(1)) ? LogicImport.ALWAYS : Conditions.NEVER;
            }
            throw new Refused(logic.pointer(), "Compare one attribute with one value.");
        }
        String name = left == null ? right + "" : left;
        JsonNode value = logic.arg(left == null ? 0 : 1);
        if (value.isNull()) {
            return Conditions.not(Conditions.exists(name));
        }
        if (!plain(value)) {
            throw new Refused(logic.pointer(), "Compare with a text, a number, true or false.");
        }
        return Conditions.leaf(name, "in", List.of(plainValue(value)));
    }

    private static boolean plain(JsonNode value) {
        return value.isTextual() || value.isNumber() || value.isBoolean();
    }

    static Object plainValue(JsonNode value) {
        if (value.isNumber()) {
            return value.doubleValue();
        }
        return value.isBoolean() ? (Object) value.asBoolean() : value.asText();
    }
}
