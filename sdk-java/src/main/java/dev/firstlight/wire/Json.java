package dev.firstlight.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON trees: from and to text, from and to the values that evaluation knows. */
public final class Json {

    private static final double MAX_SAFE_INTEGER = 9_007_199_254_740_991d;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /**
     * Reads a document, as {@link #parse(String)} does.
     *
     * @param utf8 what is not UTF-8 in it is read as U+FFFD
     */
    public static JsonNode parse(byte[] utf8) throws IOException {
        return JsonText.read(new String(utf8, StandardCharsets.UTF_8));
    }

    /**
     * Reads a document. Every number in it is the double it stands for; of two members with one name the later counts.
     *
     * @throws IOException where it is not JSON, or nests deeper than 200
     */
    public static JsonNode parse(String text) throws IOException {
        return JsonText.read(text);
    }

    /** A tree as text, without white space. */
    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    /** An object without members. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A list without elements. */
    public static ArrayNode list() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** A tree as Boolean, String, Double, List, Map or null. */
    public static @Nullable Object value(@Nullable JsonNode node) {
        if (node == null || node.isNull() || node.isMissingNode()) {
            return null;
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isNumber()) {
            return node.doubleValue();
        }
        if (node.isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            node.forEach(element -> list.add(value(element)));
            return Collections.unmodifiableList(list);
        }
        if (node.isObject()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            node.properties().forEach(member -> map.put(member.getKey(), value(member.getValue())));
            return Collections.unmodifiableMap(map);
        }
        return node.asText();
    }

    /**
     * A value as a tree; whole numbers are written without a fraction.
     *
     * @param value Boolean, String, Number, List, Map or null; anything else by its {@code toString}
     */
    public static JsonNode node(@Nullable Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value == null) {
            return nodes.nullNode();
        }
        if (value instanceof Boolean bool) {
            return nodes.booleanNode(bool);
        }
        if (value instanceof Number number) {
            double d = number.doubleValue();
            boolean whole = d == Math.rint(d) && Math.abs(d) <= MAX_SAFE_INTEGER;
            return whole ? nodes.numberNode((long) d) : nodes.numberNode(d);
        }
        if (value instanceof List<?> list) {
            ArrayNode array = list();
            list.forEach(element -> array.add(node(element)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = object();
            map.forEach((name, member) -> object.set(String.valueOf(name), node(member)));
            return object;
        }
        return nodes.textNode(value.toString());
    }
}
