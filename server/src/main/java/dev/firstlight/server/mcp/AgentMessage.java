package dev.firstlight.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is a message of the protocol as far as it is spoken here; the protocol's library is shown nothing else. */
final class AgentMessage {

    private static final int INVALID_REQUEST = -32600;
    private static final int METHOD_NOT_FOUND = -32601;
    private static final int INVALID_PARAMS = -32602;

    /** The methods there are, and what has to be in their params: a text where it is empty, else an object. */
    private static final Map<String, Map<String, JsonNode>> METHODS = Map.of(
            "initialize",
            Map.of("protocolVersion", text(), "capabilities", Json.object(), "clientInfo", Json.object()),
            "ping",
            Map.of(),
            "logging/setLevel",
            Map.of("level", text()),
            "tools/list",
            Map.of(),
            "tools/call",
            Map.of("name", text()));

    private AgentMessage() {}

    private static JsonNode text() {
        return Json.object().textNode("");
    }

    /** Whether nobody waits for an answer. */
    static boolean isNotice(ObjectNode message) {
        return !message.has("id");
    }

    /** What it is answered with where it is none that can be taken; else null. */
    static @Nullable ObjectNode refusal(ObjectNode message) {
        JsonNode id = message.path("id");
        if (!id.isTextual() && !(id.isIntegralNumber() && id.canConvertToLong())) {
            return error(message, INVALID_REQUEST, "\"id\" is a text or a whole number.");
        }
        if (!message.path("jsonrpc").asText().equals("2.0")) {
            return error(message, INVALID_REQUEST, "\"jsonrpc\" is \"2.0\".");
        }
        Map<String, JsonNode> needed = METHODS.get(message.path("method").asText());
        if (needed == null) {
            return error(
                    message,
                    METHOD_NOT_FOUND,
                    "There are "
                            + String.join(
                                    ", ", METHODS.keySet().stream().sorted().toList()) + ".");
        }
        JsonNode params = message.path("params");
        if (!params.isMissingNode() && !params.isObject()) {
            return error(message, INVALID_PARAMS, "\"params\" is an object.");
        }
        for (Map.Entry<String, JsonNode> one : needed.entrySet()) {
            if (params.path(one.getKey()).getNodeType() != one.getValue().getNodeType()) {
                String what = one.getValue().isObject() ? "an object" : "a text";
                return error(message, INVALID_PARAMS, "\"params\" needs \"" + one.getKey() + "\", " + what + ".");
            }
        }
        return params.has("arguments") && !params.get("arguments").isObject()
                ? error(message, INVALID_PARAMS, "\"arguments\" is an object.")
                : null;
    }

    /** The same with nothing in it but what is read here: whatever else was sent, nobody stumbles over it. */
    static ObjectNode plain(ObjectNode message) {
        String method = message.get("method").asText();
        ObjectNode plain = Json.object().put("jsonrpc", "2.0").put("method", method);
        plain.set("id", message.get("id"));
        ObjectNode params = plain.putObject("params");
        JsonNode sent = message.path("params");
        for (Map.Entry<String, JsonNode> one :
                METHODS.getOrDefault(method, Map.of()).entrySet()) {
            params.set(one.getKey(), one.getValue().isObject() ? one.getValue() : sent.get(one.getKey()));
        }
        if (method.equals("tools/call")) {
            params.set("arguments", sent.has("arguments") ? sent.get("arguments") : Json.object());
        } else if (method.equals("initialize")) {
            params.putObject("clientInfo").put("name", "agent").put("version", "1");
        }
        return plain;
    }

    private static ObjectNode error(ObjectNode message, int code, String sentence) {
        ObjectNode answer = Json.object().put("jsonrpc", "2.0");
        answer.set(
                "id",
                message.path("id").isValueNode()
                        ? message.get("id")
                        : Json.object().nullNode());
        answer.putObject("error").put("code", code).put("message", sentence);
        return answer;
    }
}
