package dev.firstlight.server.segment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Problem;
import dev.firstlight.server.platform.Failure;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One named step of an edit as it was sent; what is wrong with it is said at its place in what was sent.
 *
 * @param body all of it
 * @param pointer where it stands in what was sent
 * @param kind its name
 */
public record Instruction(ObjectNode body, String pointer, String kind) {

    /**
     * Reads one.
     *
     * @throws Failure 422 where it is no object with a kind
     */
    public static Instruction of(JsonNode sent, String pointer) {
        if (!(sent instanceof ObjectNode body) || !body.path("kind").isTextual()) {
            throw Failure.invalid(pointer, "An instruction is an object with a \"kind\", e.g. {\"kind\": \"turnOn\"}.");
        }
        return new Instruction(body, pointer, body.get("kind").asText());
    }

    /** The failure that says what is wrong with a field. */
    public Failure invalid(String field, String detail) {
        return Failure.invalid(Problem.at(pointer, field), detail);
    }

    /** Refuses every field but these. */
    public void only(String... known) {
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

    /** Whether a field is there and not null. */
    public boolean has(String field) {
        return body.hasNonNull(field);
    }

    /** A field that has to be a string. */
    public String text(String field) {
        JsonNode value = body.get(field);
        if (value == null || !value.isTextual()) {
            throw invalid(field, "\"" + kind + "\" needs \"" + field + "\", a string.");
        }
        return value.asText();
    }

    /** A field that has to be a list. */
    public ArrayNode list(String field) {
        if (!(body.get(field) instanceof ArrayNode list)) {
            throw invalid(field, "\"" + kind + "\" needs \"" + field + "\", a list.");
        }
        return list;
    }

    /** A field that has to be a list of at least one string; each once, in the order they came. */
    public Set<String> texts(String field) {
        Set<String> texts = new LinkedHashSet<>();
        list(field).forEach(text -> {
            if (!text.isTextual()) {
                throw invalid(field, "\"" + field + "\" are strings.");
            }
            texts.add(text.asText());
        });
        if (texts.isEmpty()) {
            throw invalid(field, "Name at least one of \"" + field + "\".");
        }
        return texts;
    }

    /** A field that has to be an object. */
    public ObjectNode object(String field) {
        if (!(body.get(field) instanceof ObjectNode object)) {
            throw invalid(field, "\"" + kind + "\" needs \"" + field + "\", an object.");
        }
        return object;
    }

    /** The fields that make a serve: a variant or a split. */
    public ObjectNode serve() {
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
