package dev.firstlight.server.mcp;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Json;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** An agent as the protocol has it, without a library: one message a request. */
record Agent(String secret) {

    private static final String TAKES = "application/json, text/event-stream";

    /**
     * What came of a call.
     *
     * @param status HTTP's
     * @param failed whether the tool, or the protocol, says that nothing came of it
     * @param said the sentence; what HTTP or the protocol says where there is none
     * @param content structured
     */
    record Came(int status, boolean failed, String said, JsonNode content) {}

    RequestSpecification asks() {
        RequestSpecification asks = given().contentType("application/json").header("Accept", TAKES);
        return secret.isEmpty() ? asks : asks.header("Authorization", "Bearer " + secret);
    }

    static String message(String method, Map<String, ?> params) {
        return Json.write(Map.of("jsonrpc", "2.0", "id", 7, "method", method, "params", params));
    }

    List<JsonNode> tools() {
        JsonNode answer = answer(asks().body(message("tools/list", Map.of())).post("/mcp"));
        return StreamSupport.stream(answer.at("/result/tools").spliterator(), false)
                .toList();
    }

    Came call(String tool, Map<String, ?> arguments) {
        Response response = asks().body(message("tools/call", Map.of("name", tool, "arguments", arguments)))
                .post("/mcp");
        JsonNode answer = Json.read(response.body().asString());
        if (response.statusCode() != 200) {
            return new Came(response.statusCode(), true, answer.path("detail").asText(), answer);
        }
        if (answer.has("error")) {
            return new Came(200, true, answer.at("/error/message").asText(), Json.object());
        }
        ObjectNode result = (ObjectNode) answer.get("result");
        assertThat(Json.read(result.at("/content/1/text").asText())).isEqualTo(result.get("structuredContent"));
        return new Came(
                200,
                result.path("isError").asBoolean(),
                result.at("/content/0/text").asText(),
                result.get("structuredContent"));
    }

    /** The same of one that has to come off. */
    JsonNode done(String tool, Map<String, ?> arguments) {
        Came came = call(tool, arguments);
        assertThat(came.failed()).as(tool + ": " + came.said()).isFalse();
        return came.content();
    }

    static JsonNode answer(Response response) {
        assertThat(response.statusCode()).as(response.body().asString()).isEqualTo(200);
        assertThat(response.contentType()).startsWith("application/json");
        assertThat(response.header("Mcp-Session-Id")).isNull();
        return Json.read(response.body().asString());
    }
}
