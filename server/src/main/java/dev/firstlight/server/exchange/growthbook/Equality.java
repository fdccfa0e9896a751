package dev.firstlight.server.exchange.growthbook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import dev.firstlight.core.Condition;
import dev.firstlight.server.exchange.Conditions;
import dev.firstlight.server.exchange.Refused;
import dev.firstlight.wire.Json;
import java.util.ArrayList;
import java.util.List;

/** Comparisons with a plain value, for which JavaScript turns one type into another. */
final class Equality {

    private Equality() {}

    static Condition with(String attribute, JsonNode value, String pointer) {
        if (value.isTextual()) {
            return text(attribute, value);
        }
        if (value.isNumber()) {
            return number(attribute, value.doubleValue());
        }
        if (value.isBoolean()) {
            Condition falsy = Conditions.leaf(attribute, "in", List.of(false, 0d, ""));
            return value.booleanValue()
                    ? new Condition.All(List.of(Conditions.exists(attribute), Conditions.not(falsy)))
                    : falsy;
        }
        if (JsValue.missing(value)) {
            return Conditions.not(Conditions.exists(attribute));
        }
        throw new Refused(pointer, "Lists and objects cannot be compared as a whole; compare their members instead.");
    }

    private static Condition text(String attribute, JsonNode value) {
        String text = value.textValue();
        List<Object> values = new ArrayList<>(List.of(text));
        double number = JsValue.number(value);
        if (Double.isFinite(number) && JsValue.text(DoubleNode.valueOf(number)).equals(text)) {
            values.add(number);
        }
        if (text.equals("true") || text.equals("false")) {
            values.add(Boolean.valueOf(text));
        }
        return orMissing(attribute, Conditions.leaf(attribute, "in", values), text.equals("null"));
    }

    private static Condition number(String attribute, double number) {
        List<Object> values = new ArrayList<>(List.of(number, JsValue.text(DoubleNode.valueOf(number))));
        if (number == 0 || number == 1) {
            values.add(number == 1);
        }
        if (number == 0) {
            values.add("");
        }
        return orMissing(attribute, Conditions.leaf(attribute, "in", values), number == 0);
    }

    /** The condition, and where it is said so for a context without the attribute too. */
    static Condition orMissing(String attribute, Condition condition, boolean missingToo) {
        return missingToo
                ? new Condition.Any(List.of(condition, Conditions.not(Conditions.exists(attribute))))
                : condition;
    }

    /** The values that the operator {@code in} compares with. */
    static List<Object> scalars(JsonNode list) {
        List<Object> scalars = new ArrayList<>();
        for (JsonNode each : list) {
            Object value = Json.value(each);
            if (value != null && each.isValueNode()) {
                scalars.add(value);
            }
        }
        return scalars;
    }
}
