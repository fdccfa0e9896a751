package dev.firstlight.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Json;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a tool is told.
 *
 * @param schema its JSON Schema, with a description
 * @param required whether the tool does nothing without it
 */
record Argument(String name, ObjectNode schema, boolean required) {

    /** A key, an id, or any other text that is not empty. */
    static Argument text(String name, String description) {
        Argument text = of(name, "string", description);
        text.schema.put("minLength", 1);
        return text;
    }

    /** One of some words. */
    static Argument word(String name, String description, List<String> words) {
        Argument word = of(name, "string", description);
        ArrayNode all = word.schema.putArray("enum");
        words.forEach(all::add);
        return word;
    }

    /** A whole number, both bounds included. */
    static Argument number(String name, String description, long least, long most) {
        Argument number = of(name, "integer", description);
        number.schema.put("minimum", least).put("maximum", most);
        return number;
    }

    /** Yes or no. */
    static Argument yesOrNo(String name, String description) {
        return of(name, "boolean", description);
    }

    /** An object, which the API looks into. */
    static Argument object(String name, String description) {
        return of(name, "object", description);
    }

    /** A list, which the API looks into. */
    static Argument list(String name, String description, ObjectNode items) {
        Argument list = of(name, "array", description);
        list.schema.set("items", items);
        return list;
    }

    private static Argument of(String name, String type, String description) {
        return new Argument(name, Json.object().put("type", type).put("description", description), true);
    }

    /** The same where the tool does without it. */
    Argument orNone() {
        return new Argument(name, schema, false);
    }

    /** What is wrong with a value, and how to mend it; null where nothing is. */
    @Nullable
    String problem(JsonNode value) {
        return switch (schema.get("type").asText()) {
            case "string" -> ofText(value);
            case "integer" -> ofNumber(value);
            case "boolean" -> value.isBoolean() ? null : "Write true or false.";
            case "array" -> value.isArray() ? null : "Send a list.";
            default -> value.isObject() ? null : "Send an object.";
        };
    }

    private @Nullable String ofText(JsonNode value) {
        if (!value.isTextual() || value.asText().isEmpty()) {
            return "Write a text that is not empty.";
        }
        List<String> words = StreamSupport.stream(schema.path("enum").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        return words.isEmpty() || words.contains(value.asText())
                ? null
                : words.stream().collect(Collectors.joining("\", \"", "Write one of \"", "\"."));
    }

    private @Nullable String ofNumber(JsonNode value) {
        long least = schema.get("minimum").asLong();
        long most = schema.get("maximum").asLong();
        return value.isIntegralNumber() && value.canConvertToLong() && value.asLong() >= least && value.asLong() <= most
                ? null
                : "Write a whole number from " + least + " to " + most + ".";
    }
}
