package dev.firstlight.openfeature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.TestServer;
import dev.firstlight.wire.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The scenarios' flags as our ruleset has them, those that have a default. */
final class GherkinFlags {

    /** What the expressions of the scenarios' flags say, in our own words, and the variant that is served. */
    private static final Map<String, String> RULES = Map.of(
            "email == 'ballmer@macrosoft.com' ? 'zero' : ''",
            """
            {"id": "r", "serve": {"variant": "zero"},
             "when": {"attribute": "email", "op": "in", "values": ["ballmer@macrosoft.com"]}}""",
            "!customer && email == 'ballmer@macrosoft.com' && age > 10 ? 'internal' : ''",
            """
            {"id": "r", "serve": {"variant": "internal"}, "when": {"all": [
              {"attribute": "customer", "op": "in", "values": [false]},
              {"attribute": "email", "op": "in", "values": ["ballmer@macrosoft.com"]},
              {"attribute": "age", "op": ">", "value": 10}]}}""");

    /** In the scenarios a flag that is off gives the code's value; with us it serves a variant, which is that value here. */
    private static final Map<String, String> OFF =
            Map.of("boolean", "false", "string", "\"bye\"", "integer", "1", "number", "0.1", "object", "{\"a\": 1}");

    private GherkinFlags() {}

    static ObjectNode ruleset(String given) throws IOException {
        Map<String, JsonNode> flags = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : Json.parse(given).properties()) {
            if (each.getValue().path("defaultVariant").isTextual()) {
                flags.put(each.getKey(), flag(each.getValue()));
            }
        }
        return TestServer.rulesetOf(1, flags);
    }

    private static JsonNode flag(JsonNode given) throws IOException {
        String type = type(given.get("variants"));
        ObjectNode flag = Json.object()
                .put("type", type)
                .put("salt", "s")
                .put("enabled", !given.path("disabled").asBoolean())
                .put("offVariant", "none");
        ObjectNode variants = given.get("variants").deepCopy();
        variants.set("none", Json.parse(OFF.getOrDefault(type, "null")));
        flag.set("variants", variants);
        flag.putObject("default").put("variant", given.get("defaultVariant").asText());
        String rule = RULES.get(given.path("contextEvaluator").asText());
        if (rule != null) {
            flag.putArray("rules").add(Json.parse(rule));
        }
        return flag;
    }

    private static String type(JsonNode variants) {
        boolean whole = true;
        for (JsonNode value : variants) {
            if (!value.isNumber()) {
                return value.isBoolean() ? "boolean" : value.isTextual() ? "string" : "object";
            }
            whole &= value.doubleValue() == Math.rint(value.doubleValue());
        }
        return whole ? "integer" : "number";
    }
}
