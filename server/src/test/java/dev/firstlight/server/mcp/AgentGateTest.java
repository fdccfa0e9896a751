package dev.firstlight.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Addresses;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import io.quarkiverse.mcp.server.runtime.ConnectionManager;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who comes to agents' door, with what, and what is said to the others. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class AgentGateTest {

    private static final Agent ADMIN = new Agent(Api.ADMIN);

    @Inject
    Addresses addresses;

    @Inject
    ConnectionManager connections;

    @Test
    void whoShowsNothingIsToldWhatToShow() {
        String body = Agent.message("tools/list", Map.of());
        new Agent("")
                .asks()
                .body(body)
                .post("/mcp")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .contentType("application/problem+json")
                .body("detail", containsString("Authorization: Bearer fla_"));
        new Agent("fla_unknown").asks().body(body).post("/mcp").then().statusCode(401);
        new Agent("")
                .asks()
                .header("X-API-Key", Api.ADMIN)
                .body(body)
                .post("/mcp")
                .then()
                .statusCode(401);
        new Agent("")
                .asks()
                .header("Authorization", "Basic eDp5")
                .body(body)
                .post("/mcp")
                .then()
                .statusCode(401);
    }

    /** Neither as a page sends it, nor as the console does, nor beside something that is no credential. */
    @Test
    void aSessionIsNoCredential() {
        String session = session();
        assertThat(new Agent("")
                        .asks()
                        .cookie("session", session)
                        .get("/api/v1/projects")
                        .statusCode())
                .as("the session is good")
                .isEqualTo(200);
        assertThat(lists(session, Map.of())).isEqualTo(403);
        assertThat(lists(session, Map.of("X-Firstlight", "console"))).isEqualTo(401);
        assertThat(lists(session, Map.of("Authorization", "Basic eDp5"))).isEqualTo(401);
        assertThat(lists(session, Map.of("Authorization", "Bearer "))).isEqualTo(401);
    }

    /** What is answered to a session that asks for the tools, with these headers beside it. */
    private static int lists(String session, Map<String, String> headers) {
        return new Agent("")
                .asks()
                .cookie("session", session)
                .headers(headers)
                .body(Agent.message("tools/list", Map.of()))
                .post("/mcp")
                .statusCode();
    }

    private static String session() {
        String email = "agent-" + System.nanoTime() + "@example.org";
        Api.admin()
                .body(Map.of("email", email, "name", "A", "role", "admin", "password", "wet horses in the meadow"))
                .post("/api/v1/people")
                .then()
                .statusCode(201);
        return new Agent("")
                .asks()
                .header("X-Firstlight", "console")
                .body(Map.of("email", email, "password", "wet horses in the meadow"))
                .post("/api/v1/session")
                .then()
                .extract()
                .cookie("session");
    }

    @Test
    void onlyOurOwnPagesMayAsk() {
        String body = Agent.message("tools/list", Map.of());
        for (String foreign : List.of("https://elsewhere.invalid", "null", addresses.base() + ".elsewhere.invalid")) {
            ADMIN.asks()
                    .header("Origin", foreign)
                    .body(body)
                    .post("/mcp")
                    .then()
                    .statusCode(403)
                    .body("detail", containsString("may not ask here"));
        }
        // A name that leads here, though it is somebody else's: what the browser then says is the same twice.
        ADMIN.asks()
                .header("Origin", "http://rebound.invalid")
                .header("Host", "rebound.invalid")
                .body(body)
                .post("/mcp")
                .then()
                .statusCode(403);
        ADMIN.asks()
                .header("Origin", addresses.base())
                .body(body)
                .post("/mcp")
                .then()
                .statusCode(200);
    }

    @Test
    void nothingIsKeptBetweenRequests() {
        Response began = ADMIN.asks()
                .body(Agent.message(
                        "initialize",
                        Map.of(
                                "protocolVersion",
                                "2025-06-18",
                                "capabilities",
                                Map.of(),
                                "clientInfo",
                                Map.of("name", "a test", "version", "1"))))
                .post("/mcp");
        JsonNode result = Agent.answer(began).get("result");
        assertThat(result.at("/serverInfo/name").asText()).isEqualTo("firstlight");
        assertThat(result.at("/capabilities/tools").isObject()).isTrue();
        ADMIN.asks()
                .body(Json.write(Map.of("jsonrpc", "2.0", "method", "notifications/initialized")))
                .post("/mcp")
                .then()
                .statusCode(202)
                .body(equalTo(""));
        Response foreign = ADMIN.asks()
                .header("Mcp-Session-Id", "of another node")
                .body(Agent.message("ping", Map.of()))
                .post("/mcp");
        assertThat(Agent.answer(foreign).has("result")).isTrue();
        ADMIN.asks()
                .header("Mcp-Protocol-Version", "1999-12-31")
                .body(Agent.message("ping", Map.of()))
                .post("/mcp")
                .then()
                .statusCode(400);
        await().untilAsserted(() -> assertThat(connections).isEmpty());
        ADMIN.asks().get("/mcp").then().statusCode(405).header("Allow", "POST");
        ADMIN.asks().delete("/mcp").then().statusCode(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mcp/", "/mcp/sse", "/mcp/messages/1", "/%6dcp"})
    void thereIsOneAddress(String path) {
        ADMIN.asks().urlEncodingEnabled(false).get(path).then().statusCode(404);
        ADMIN.asks()
                .urlEncodingEnabled(false)
                .body(Agent.message("tools/list", Map.of()))
                .post(path)
                .then()
                .statusCode(404);
        new Agent("").asks().urlEncodingEnabled(false).get(path).then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "7",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"ping\"}"
            })
    void whatIsNoMessageIsRefused(String body) {
        ADMIN.asks().body(body).post("/mcp").then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void whatIsTooDeepOrTooLargeIsRefused() {
        ADMIN.asks()
                .body("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":" + "[".repeat(100)
                        + "]".repeat(100) + "}")
                .post("/mcp")
                .then()
                .statusCode(422);
        ADMIN.asks()
                .body(Agent.message("ping", Map.of("x", "y".repeat(1 << 20))))
                .post("/mcp")
                .then()
                .statusCode(413);
        ADMIN.asks()
                .header("Accept", "text/html")
                .body(Agent.message("ping", Map.of()))
                .post("/mcp")
                .then()
                .statusCode(400);
    }

    /** Whatever somebody sends, there is an answer, at once: what the library does not expect it is not shown. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-32600 | {\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
                "-32600 | {\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}",
                "-32600 | {\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
                "-32601 | {\"jsonrpc\":\"2.0\",\"id\":1}",
                "-32601 | {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}",
                "-32601 | {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/list\"}",
                "-32601 | {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"q/close\"}",
                "-32601 | {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
                "-32602 | {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\"}",
                "-32602 | {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"x\",\"capabilities\":{}}}",
                "-32602 | {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\"}",
                "-32602 | {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":[]}",
                "-32602 | {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":7}}",
                "-32602 | {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"list_projects\",\"arguments\":[]}}",
                "-32602 | {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"logging/setLevel\",\"params\":{}}"
            },
            quoteCharacter = '`')
    void whatIsNotSpokenHereIsSaidToBeSo(int code, String body) {
        JsonNode answer = Agent.answer(ADMIN.asks().body(body).post("/mcp"));
        assertThat(answer.at("/error/code").asInt()).isEqualTo(code);
        assertThat(answer.at("/error/message").asText()).isNotBlank();
    }

    /** Shapes that come past that door, and have the library or the tool say what they are. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"x\",\"capabilities\":{\"a\":7},\"clientInfo\":{}}}",
                "{\"method\":\"logging/setLevel\",\"params\":{\"level\":\"loud\"}}",
                "{\"method\":\"tools/list\",\"params\":{\"cursor\":7}}",
                "{\"method\":\"tools/list\",\"params\":{\"cursor\":\"?\"}}",
                "{\"method\":\"tools/call\",\"params\":{\"name\":\"list_projects\",\"_meta\":{\"progressToken\":{}}}}",
                "{\"method\":\"tools/call\",\"params\":{\"name\":\"list_projects\",\"_meta\":{\"io.modelcontextprotocol/clientInfo\":7}}}",
                "{\"method\":\"ping\",\"params\":{\"_meta\":{\"progressToken\":[1]}}}"
            })
    void whateverIsSentIsAnswered(String message) {
        ObjectNode sent = (ObjectNode) Json.read(message);
        sent.put("jsonrpc", "2.0").put("id", 1);
        Response response = ADMIN.asks().body(sent.toString()).post("/mcp");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        assertThat(Json.read(response.asString()).isObject()).isTrue();
    }

    @Test
    void messagesCountAsRequests() {
        ADMIN.asks()
                .body(Agent.message("ping", Map.of()))
                .post("/mcp")
                .then()
                .statusCode(200)
                .header("RateLimit-Policy", containsString("minute"));
    }
}
