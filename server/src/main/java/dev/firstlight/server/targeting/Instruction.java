package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Problem;
import dev.firstlight.server.platform.Failure;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** One instruction as it was sent; what is wrong with it is said at its place in what was sent. */
record Instruction(ObjectNode body, String pointer, String kind) {

    static Instruction of(JsonNode sent, String pointer) {
        if (!(sent instanceof ObjectNode body) || !body.path("kind").isTextual()) {
            throw Failure.invalid(pointer, "An instruction is an object with a \"kind\", e.g. {\"kind\": \"turnOn\"}.");
        }
        return new Instruction(body, pointer, body.get("kind").asText());
    }

    Failure invalid(String field, String detail) {
        return Failure.invalid(Problem.at(pointer, field), detail);
    }

    /** Refuses every field but these. */
    void only(String... known) {
        List<String> names = Arrays.asList(known);
        Iterator<String> sent = body.fieldNames();
        while (sent.hasNext()) {
            String name = sent.next();
            if (!name.equals("kind") && !names.contains(name)) {
                throw Failure.malformed(
                        Problem.at(pointer, name),
                        "Unknown field \"" + name + "\"; take it out."
                                + (names.isEmpty() ? "" : " \"" + kind + "\" takes " + String.join(", ", names) + "."));
            }
        }
    }

    boolean has(String field) {
        return body.hasNonNull(field);
    }

    String text(String field) {
        JsonNode value = body.get(field);
        if (value == null || !value.isTextual()) {
            throw invalid(field, "\"" + kind + "\" needs \"" + field + "\", a string.");
        }
        return value.asText();
    }

    ArrayNode list(String field) {
        if (!(body.get(field) instanceof ArrayNode list)) {
            throw invalid(field, "\"" + kind + "\" needs \"" + field + "\", a list.");
        }
        return list;
    }

    ObjectNode object(String field) {
        if (!(body.get(field) instanceof ObjectNode object)) {
            throw invalid(field, "\"" + kind + "\" needs \"" + field + "\", an object.");
        }
        return object;
    }

    /** A serve: a variant or a split. */
    ObjectNode serve() {
        ObjectNode serve = body.objectNode();
        if (has("split") == has("variant")) {
            throw invalid("variant", "\"" + kind + "\" needs \"variant\" or \"split\", one of them.");
        }
        if (has("split")) {
            serve.set("split", object("split"));
        } else {
            serve.put("variant", text("variant"));
        }
        return serve;
    }
}
