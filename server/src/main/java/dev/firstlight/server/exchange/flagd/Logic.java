package dev.firstlight.server.exchange.flagd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.firstlight.core.Problem;
import dev.firstlight.server.exchange.Refused;
import dev.firstlight.wire.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One operation of JsonLogic.
 *
 * @param op its name
 * @param args what it works on, always as a list
 * @param pointer where the list stands
 */
record Logic(String op, ArrayNode args, String pointer) {

    private static final String FLAG_KEY = "$flagd.flagKey";

    /** The operation of a node, null where it is a plain value. */
    static @Nullable Logic of(JsonNode node, String pointer) {
        if (!node.isObject()) {
            return null;
        }
        if (node.size() != 1) {
            throw new Refused(pointer, "An operation is an object with one member; nest them by 'and' and 'or'.");
        }
        Map.Entry<String, JsonNode> member = node.properties().iterator().next();
        JsonNode args = member.getValue();
        return new Logic(
                member.getKey(),
                args instanceof ArrayNode list ? list : Json.list().add(args),
                Problem.at(pointer, member.getKey()));
    }

    JsonNode arg(int index) {
        return args.path(index);
    }

    String at(int index) {
        return pointer + "/" + index;
    }

    /** The attribute that a node reads, null where it reads none. */
    static @Nullable String variable(JsonNode node, String pointer) {
        Logic logic = of(node, pointer);
        if (logic == null || !logic.op.equals("var")) {
            return null;
        }
        if (logic.args.size() != 1
                || !logic.arg(0).isTextual()
                || logic.arg(0).asText().isEmpty()) {
            throw new Refused(pointer, "Name one attribute, without a value in its place.");
        }
        String name = logic.arg(0).asText();
        if (name.startsWith("$flagd.") && !name.equals(FLAG_KEY)) {
            throw new Refused(pointer, "'" + name + "' changes by itself, which nothing does here; leave it out.");
        }
        return name;
    }

    /** A text that is known when it is read: a literal or the flag's own key; null for anything else. */
    static @Nullable String constant(JsonNode node, String pointer, String flag) {
        if (node.isTextual()) {
            return node.asText();
        }
        return FLAG_KEY.equals(node.isObject() ? variable(node, pointer) : null) ? flag : null;
    }
}
