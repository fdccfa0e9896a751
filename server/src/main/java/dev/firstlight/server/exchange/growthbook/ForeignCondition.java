package dev.firstlight.server.exchange.growthbook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.firstlight.server.exchange.Patience;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** GrowthBook's conditions by GrowthBook's rules. */
final class ForeignCondition {

    private final JsonNode groups;

    /**
     * Conditions.
     *
     * @param groups the saved groups, lists by name
     */
    ForeignCondition(JsonNode groups) {
        this.groups = groups;
    }

    boolean holds(JsonNode attributes, JsonNode condition) {
        for (Map.Entry<String, JsonNode> part : condition.properties()) {
            JsonNode expected = part.getValue();
            boolean holds =
                    switch (part.getKey()) {
                        case "$or" -> any(attributes, expected);
                        case "$nor" -> !any(attributes, expected);
                        case "$and" -> all(expected, each -> holds(attributes, each));
                        case "$not" -> !holds(attributes, expected);
                        default -> value(path(attributes, part.getKey()), expected);
                    };
            if (!holds) {
                return false;
            }
        }
        return true;
    }

    private boolean any(JsonNode attributes, JsonNode conditions) {
        return conditions.isEmpty() || some(conditions, each -> holds(attributes, each));
    }

    static boolean some(JsonNode list, Predicate<JsonNode> test) {
        for (JsonNode each : list) {
            if (test.test(each)) {
                return true;
            }
        }
        return false;
    }

    private static boolean all(JsonNode list, Predicate<JsonNode> test) {
        return !some(list, test.negate());
    }

    static JsonNode path(JsonNode attributes, String path) {
        JsonNode found = attributes;
        for (String name : path.split("\\.", -1)) {
            found = found.isObject() ? found.path(name) : MissingNode.getInstance();
        }
        return found;
    }

    /** Whether an object has operators for members, and nothing else. */
    static boolean operators(JsonNode condition) {
        return condition.isObject()
                && !condition.isEmpty()
                && condition.properties().stream()
                        .allMatch(member -> member.getKey().startsWith("$"));
    }

    private boolean value(JsonNode value, JsonNode expected) {
        if (expected.isTextual()) {
            return JsValue.text(value).equals(expected.textValue());
        }
        if (expected.isNumber()) {
            return JsValue.number(value) == expected.doubleValue();
        }
        if (expected.isBoolean()) {
            return !JsValue.missing(value) && JsValue.truthy(value) == expected.booleanValue();
        }
        if (JsValue.missing(expected)) {
            return JsValue.missing(value);
        }
        if (!operators(expected)) {
            return value.toString().equals(expected.toString());
        }
        return expected.properties().stream()
                .allMatch(operator -> operator(operator.getKey(), value, operator.getValue()));
    }

    private boolean operator(String operator, JsonNode value, JsonNode expected) {
        return switch (operator) {
            case "$veq" -> versions(value, expected) == 0;
            case "$vne" -> versions(value, expected) != 0;
            case "$vgt" -> versions(value, expected) > 0;
            case "$vgte" -> versions(value, expected) >= 0;
            case "$vlt" -> versions(value, expected) < 0;
            case "$vlte" -> versions(value, expected) <= 0;
            case "$eq" -> JsValue.same(value, expected);
            case "$ne" -> !JsValue.same(value, expected);
            case "$lt" -> JsValue.ordered(value, expected, false);
            case "$lte" -> JsValue.ordered(value, expected, true);
            case "$gt" -> JsValue.ordered(expected, value, false);
            case "$gte" -> JsValue.ordered(expected, value, true);
            case "$exists" -> JsValue.truthy(expected) != JsValue.missing(value);
            case "$in" -> expected.isArray() && in(value, expected, false);
            case "$nin" -> expected.isArray() && !in(value, expected, false);
            case "$ini" -> expected.isArray() && in(value, expected, true);
            case "$nini" -> expected.isArray() && !in(value, expected, true);
            case "$inGroup" -> in(value, groups.path(expected.asText()), false);
            case "$notInGroup" -> !in(value, groups.path(expected.asText()), false);
            case "$not" -> !value(value, expected);
            case "$size" -> value.isArray() && value(IntNode.valueOf(value.size()), expected);
            case "$elemMatch" -> value.isArray() && some(value, element -> element(element, expected));
            case "$all" -> value.isArray() && all(expected, each -> some(value, element -> value(element, each)));
            case "$alli" -> value.isArray() && all(expected, each -> some(value, element -> alike(element, each)));
            case "$regex" -> found(expected, value, 0);
            case "$regexi" -> found(expected, value, Pattern.CASE_INSENSITIVE);
            case "$type" -> type(value).equals(expected.asText());
            default -> false;
        };
    }

    private static int versions(JsonNode value, JsonNode expected) {
        return JsValue.version(value).compareTo(JsValue.version(expected));
    }

    private static boolean in(JsonNode value, JsonNode expected, boolean ignoreCase) {
        if (value.isArray()) {
            return some(value, element -> !element.isArray() && in(element, expected, ignoreCase));
        }
        return some(
                expected,
                each -> ignoreCase && value.isTextual() && each.isTextual()
                        ? lower(value).equals(lower(each))
                        : JsValue.same(value, each));
    }

    private static String lower(JsonNode text) {
        return text.asText().toLowerCase(Locale.ROOT);
    }

    private boolean alike(JsonNode element, JsonNode expected) {
        return expected.isTextual()
                ? JsValue.text(element).toLowerCase(Locale.ROOT).equals(lower(expected))
                : value(element, expected);
    }

    private boolean element(JsonNode element, JsonNode expected) {
        return JsValue.truthy(element) && (operators(expected) ? value(element, expected) : holds(element, expected));
    }

    private static boolean found(JsonNode pattern, JsonNode value, int flags) {
        try {
            return Patience.found(Pattern.compile(pattern.asText(), flags), JsValue.text(value));
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private static String type(JsonNode value) {
        return JsValue.missing(value) ? "null" : value.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
