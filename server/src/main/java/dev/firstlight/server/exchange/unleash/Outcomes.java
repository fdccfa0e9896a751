package dev.firstlight.server.exchange.unleash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.ValueType;
import dev.firstlight.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a feature can be: off, on, or one of its variants. Without variants it is a boolean flag; with them an object
 * flag whose values say {@code enabled}, and {@code variant} and {@code payload} where there is a variant.
 */
final class Outcomes {

    static final String OFF = "off";
    static final String ON = "on";

    private final Map<String, JsonNode> values = new LinkedHashMap<>();
    private final Map<JsonNode, String> names = new LinkedHashMap<>();
    private final boolean variants;

    Outcomes(JsonNode feature) {
        List<JsonNode> all = new ArrayList<>();
        feature.path("strategies").forEach(strategy -> strategy.path("variants").forEach(all::add));
        feature.path("variants").forEach(all::add);
        this.variants = !all.isEmpty();
        values.put(OFF, variants ? Json.object().put("enabled", false) : BooleanNode.FALSE);
        values.put(ON, variants ? Json.object().put("enabled", true) : BooleanNode.TRUE);
        all.forEach(this::add);
    }

    private void add(JsonNode variant) {
        JsonNode value = served(variant);
        if (!names.containsKey(value)) {
            String wanted = variant.path("name").asText();
            String name = wanted;
            for (int n = 2; values.containsKey(name); n++) {
                name = wanted + "-" + n;
            }
            names.put(value, name);
            values.put(name, value);
        }
    }

    private static ObjectNode served(JsonNode variant) {
        ObjectNode value = Json.object()
                .put("enabled", true)
                .put("variant", variant.path("name").asText());
        return variant.path("payload").isObject() ? value.set("payload", variant.path("payload")) : value;
    }

    ValueType type() {
        return variants ? ValueType.OBJECT : ValueType.BOOLEAN;
    }

    /** The values by the names they have here. */
    Map<String, Object> values() {
        Map<String, Object> plain = new LinkedHashMap<>();
        values.forEach((name, value) -> plain.put(name, Objects.requireNonNull(Json.value(value))));
        return plain;
    }

    JsonNode value(String name) {
        return values.getOrDefault(name, values.getOrDefault(OFF, BooleanNode.FALSE));
    }

    /** The name that a variant has here. */
    String name(JsonNode variant) {
        return names.getOrDefault(served(variant), ON);
    }

    /** The names here of all that Unleash calls so; a feature that is on without a variant is {@code disabled} there. */
    List<String> called(String name) {
        List<String> called = new ArrayList<>();
        if (name.equals("disabled")) {
            called.add(ON);
        }
        names.forEach((value, here) -> {
            if (value.path("variant").asText().equals(name)) {
                called.add(here);
            }
        });
        return called;
    }

    /** The names of all but off. */
    List<String> enabled() {
        return values.keySet().stream().filter(name -> !name.equals(OFF)).toList();
    }
}
