package dev.firstlight.server.exchange.flagd;

import com.fasterxml.jackson.databind.JsonNode;

/** How JsonLogic, which is JavaScript's, takes one type for another. */
final class Coercion {

    private Coercion() {}

    static boolean equal(JsonNode a, JsonNode b) {
        return a.isNumber() && b.isNumber() ? a.doubleValue() == b.doubleValue() : a.equals(b);
    }

    static boolean looselyEqual(JsonNode a, JsonNode b) {
        if (a.getNodeType() == b.getNodeType() || a.isNull() || b.isNull()) {
            return equal(a, b);
        }
        return a.isValueNode() && b.isValueNode() && number(a) == number(b);
    }

    /** NaN where it is no number at all. */
    static double number(JsonNode value) {
        if (value.isTextual()) {
            String text = value.asText().trim();
            try {
                return text.isEmpty() ? 0 : Double.parseDouble(text);
            } catch (NumberFormatException e) {
                return Double.NaN;
            }
        }
        if (value.isBoolean()) {
            return value.asBoolean() ? 1 : 0;
        }
        return value.isNull() ? 0 : value.isNumber() ? value.doubleValue() : Double.NaN;
    }
}
