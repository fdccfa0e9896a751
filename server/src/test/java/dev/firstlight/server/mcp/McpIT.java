package dev.firstlight.server.mcp;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Certificate;
import dev.firstlight.server.support.NodeScript;
import dev.firstlight.server.support.RunningServer;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The protocol's own client, of its authors, at the packaged server: it finds every tool and calls it. */
class McpIT {

    private static final Set<String> LOOKS =
            Agents.all(true).stream().map(AgentTool::name).collect(Collectors.toSet());

    @TempDir
    Path directory;

    /** The client in a process of its own. */
    private static final class Client implements AutoCloseable {
        private final NodeScript script;
        private final String began;
        private int calls;

        Client(RunningServer server, String token) throws IOException {
            script = NodeScript.start("agents", server.url() + "/mcp", token);
            began = script.await("began ");
        }

        Set<String> tools() {
            return Set.of(Json.read(began, String[].class));
        }

        JsonNode call(String tool, Map<String, ?> arguments) throws IOException {
            script.say(Json.write(Map.of("name", tool, "arguments", arguments)));
            return Json.read(script.await("call " + ++calls + " "));
        }

        @Override
        public void close() throws IOException {
            script.close();
        }
    }

    private static RequestSpecification admin(RunningServer server) {
        return given().baseUri(server.url()).auth().oauth2(Api.ADMIN).contentType("application/json");
    }

    private RunningServer start(Map<String, String> settings) throws IOException {
        Map<String, String> all = new HashMap<>(settings);
        all.put("FIRSTLIGHT_DATABASE_DIRECTORY", directory.resolve("data").toString());
        return RunningServer.start(directory, all);
    }

    @Test
    void theOfficialClientDoesAllThatCanBeDone() throws IOException {
        try (RunningServer server = start(Map.of())) {
            Desk desk = Desk.at(() -> admin(server));
            try (Client client = new Client(server, Api.ADMIN)) {
                Map<String, Map<String, ?>> calls = desk.calls();
                assertThat(client.tools()).isEqualTo(calls.keySet());
                for (String tool : calls.keySet().stream().sorted().toList()) {
                    String before = desk.mark();
                    JsonNode result = client.call(tool, desk.call(tool));
                    assertThat(result.path("isError").asBoolean())
                            .as(tool + ": " + result)
                            .isFalse();
                    assertThat(result.get("structuredContent").isObject()).isTrue();
                    assertThat(result.at("/content/0/text").asText()).isNotBlank();
                    if (LOOKS.contains(tool)) {
                        assertThat(desk.mark()).as(tool).isEqualTo(before);
                    } else {
                        assertThat(desk.mark()).as(tool).isNotEqualTo(before);
                    }
                }
                JsonNode refused = client.call("get_flag", Map.of("project", desk.project, "flag", "nosuch"));
                assertThat(refused.get("isError").asBoolean()).isTrue();
                assertThat(refused.at("/structuredContent/status").asInt()).isEqualTo(404);
            }
            assertThat(refusal(server, "fla_unknown")).contains("401");
        }
        whereItIsForLookingOnly();
        whereAgentsAreNotLetIn();
    }

    private static String refusal(RunningServer server, String token) throws IOException {
        try (NodeScript script = NodeScript.start("agents", server.url() + "/mcp", token)) {
            return script.await("refused ");
        }
    }

    private void whereItIsForLookingOnly() throws IOException {
        try (RunningServer server = start(Map.of("FIRSTLIGHT_MCP_READ_ONLY", "true"))) {
            Desk desk = Desk.at(() -> admin(server));
            try (Client client = new Client(server, Api.ADMIN)) {
                assertThat(client.tools()).isEqualTo(LOOKS);
                Map<String, Map<String, ?>> calls = desk.calls();
                String before = desk.mark();
                for (String tool : calls.keySet()) {
                    JsonNode result = client.call(tool, desk.call(tool));
                    boolean refused = result.path("isError").asBoolean() || result.has("error");
                    assertThat(refused)
                            .as(tool + ": " + result)
                            .isEqualTo(!client.tools().contains(tool));
                }
                assertThat(desk.mark()).isEqualTo(before);
            }
        }
    }

    private void whereAgentsAreNotLetIn() throws IOException {
        try (RunningServer server = start(Map.of("FIRSTLIGHT_MCP_ENABLED", "false"))) {
            assertThat(refusal(server, Api.ADMIN)).contains("404", "firstlight.mcp.enabled");
        }
    }

    /** The server asks itself where it was asked, over TLS as well, whosever name its certificate is of. */
    @Test
    void toolsWorkOverTls() throws Exception {
        Certificate certificate = Certificate.in(directory.resolve("tls"));
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Map<String, String> settings = Map.of(
                "QUARKUS_HTTP_SSL_CERTIFICATE_FILES",
                certificate.certificate().toString(),
                "QUARKUS_HTTP_SSL_CERTIFICATE_KEY_FILES",
                certificate.key().toString(),
                "QUARKUS_HTTP_SSL_PORT",
                Integer.toString(port));
        try (RunningServer server = start(settings)) {
            Desk desk = Desk.at(() -> admin(server));
            String answer = new Agent(Api.ADMIN)
                    .asks()
                    .baseUri("https://127.0.0.1:" + port)
                    .relaxedHTTPSValidation()
                    .body(Agent.message("tools/call", Map.of("name", "get_flag", "arguments", desk.call("get_flag"))))
                    .post("/mcp")
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString();
            assertThat(Json.read(answer).at("/result/structuredContent/key").asText())
                    .isEqualTo("shop");
        }
    }
}
