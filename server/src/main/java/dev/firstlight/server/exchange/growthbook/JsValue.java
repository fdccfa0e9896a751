package dev.firstlight.server.exchange.growthbook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.firstlight.wire.Canonical;
import java.util.ArrayList;
import java.util.List;

/** JSON values as JavaScript turns them into one another; GrowthBook's conditions lean on that. */
final class JsValue {

    private JsValue() {}

    /** {@code String(value)}. */
    static String text(JsonNode value) {
        if (value.isArray()) {
            List<String> elements = new ArrayList<>();
            value.forEach(element -> elements.add(missing(element) ? "" : text(element)));
            return String.join(",", elements);
        }
        if (value.isObject()) {
            return "[object Object]";
        }
        if (missing(value)) {
            return "null";
        }
        return value.isNumber() ? Canonical.text(value) : value.asText();
    }

    /** {@code value * 1}. */
    static double number(JsonNode value) {
        if (missing(value)) {
            return 0;
        }
        if (value.isNumber()) {
            return value.doubleValue();
        }
        return value.isBoolean()
                ? (value.booleanValue() ? 1 : 0)
                : parsed(text(value).strip());
    }

    private static double parsed(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        if (text.matches("0[xX][0-9a-fA-F]{1,13}")) {
            return Long.parseLong(text.substring(2), 16);
        }
        boolean number =
                text.matches("[+-]?(Infinity|[0-9]+(\\.[0-9]*)?([eE][+-]?[0-9]+)?|\\.[0-9]+([eE][+-]?[0-9]+)?)");
        return number ? Double.parseDouble(text) : Double.NaN;
    }

    /** {@code !!value}. */
    static boolean truthy(JsonNode value) {
        if (missing(value)) {
            return false;
        }
        if (value.isNumber()) {
            return value.doubleValue() != 0;
        }
        return value.isBoolean()
                ? value.booleanValue()
                : !value.isTextual() || !value.textValue().isEmpty();
    }

    /** {@code a < b}, and the other way round; texts by UTF-16 units, all else as numbers. NaN is in no order. */
    static boolean ordered(JsonNode a, JsonNode b, boolean orEqual) {
        JsonNode left = a.isContainerNode() ? TextNode.valueOf(text(a)) : a;
        JsonNode right = b.isContainerNode() ? TextNode.valueOf(text(b)) : b;
        if (left.isTextual() && right.isTextual()) {
            int order = left.textValue().compareTo(right.textValue());
            return order < 0 || (orEqual && order == 0);
        }
        return orEqual ? number(left) <= number(right) : number(left) < number(right);
    }

    /** {@code a === b}, where neither can be the very same object. */
    static boolean same(JsonNode a, JsonNode b) {
        if (missing(a) || missing(b)) {
            return missing(a) && missing(b);
        }
        if (a.isNumber() && b.isNumber()) {
            return a.doubleValue() == b.doubleValue();
        }
        return a.isValueNode() && a.equals(b);
    }

    static boolean missing(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    /** A version such that versions compare as texts: numbers padded, and a release after what came before it. */
    static String version(JsonNode value) {
        String text = value.isNumber() || (value.isTextual() && !value.asText().isEmpty()) ? text(value) : "0";
        String core = withoutBuild(text.startsWith("v") ? text.substring(1) : text);
        List<String> parts = new ArrayList<>(List.of(core.split("[-.]", -1)));
        if (parts.size() == 3) {
            parts.add("~");
        }
        parts.replaceAll(part -> part.matches("[0-9]+") ? " ".repeat(Math.max(0, 5 - part.length())) + part : part);
        return String.join("-", parts);
    }

    /** Without what stands behind a plus on the last line. */
    private static String withoutBuild(String version) {
        int plus = version.indexOf('+', version.lastIndexOf('\n') + 1);
        return plus < 0 ? version : version.substring(0, plus);
    }
}
