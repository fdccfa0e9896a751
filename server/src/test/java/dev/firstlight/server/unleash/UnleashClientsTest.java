package dev.firstlight.server.unleash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.exchange.Vectors;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import dev.firstlight.server.support.NodeScript;
import dev.firstlight.wire.Json;
import io.getunleash.DefaultUnleash;
import io.getunleash.Unleash;
import io.getunleash.UnleashContext;
import io.getunleash.util.UnleashConfig;
import io.getunleash.variant.Variant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Unleash's own SDKs answer, from our server, what its specification expects of them from its own. */
@QuarkusTest
@NullUnmarked // the test framework sets the fields
@QuarkusTestResource(Database.class)
class UnleashClientsTest {

    @TestHTTPResource("/")
    URI server;

    private String url() {
        return server.toString().replaceAll("/$", "");
    }

    private static List<Path> specifications() throws IOException {
        try (Stream<Path> files =
                Files.list(Vectors.folder("unleash").resolve("specifications")).sorted()) {
            return files.toList();
        }
    }

    private static JsonNode read(Path file) throws IOException {
        return Json.parse(Files.readAllBytes(file));
    }

    /** A project with what was imported, and a key of it. */
    private static String imported(JsonNode specification) throws IOException {
        String project = Api.project();
        Api.admin()
                .body(specification.path("state").toString())
                .post("/api/v1/projects/" + project + "/environments/production/import?from=unleash&contexts=0")
                .then()
                .statusCode(200);
        String key = Api.sdkKey(project, "server");
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> features(key).path("features").size()
                        == specification.path("state").path("features").size());
        return key;
    }

    private static JsonNode features(String key) throws IOException {
        return Json.parse(io.restassured.RestAssured.given()
                .header("Authorization", key)
                .header("Unleash-Client-Spec", "5.2.0")
                .get("/api/client/features")
                .asString());
    }

    private static void compare(Path file, JsonNode specification, JsonNode answers) {
        JsonNode tests = specification.path("tests");
        for (int i = 0; i < tests.size(); i++) {
            assertThat(answers.path("tests").path(i).asBoolean())
                    .as("%s: %s", file.getFileName(), tests.path(i).path("description"))
                    .isEqualTo(tests.path(i).path("expectedResult").asBoolean());
        }
        JsonNode variants = specification.path("variantTests");
        for (int i = 0; i < variants.size(); i++) {
            JsonNode expected = variants.path(i).path("expectedResult");
            JsonNode answer = answers.path("variantTests").path(i);
            String about = file.getFileName() + ": " + variants.path(i).path("description");
            assertThat(answer.path("name")).as(about).isEqualTo(expected.path("name"));
            assertThat(answer.path("enabled").asBoolean())
                    .as(about)
                    .isEqualTo(expected.path("enabled").asBoolean());
            assertThat(answer.path("payload")).as(about).isEqualTo(expected.path("payload"));
        }
    }

    @Test
    void theSdkForNodeJs() throws Exception {
        for (Path file : specifications()) {
            JsonNode specification = read(file);
            try (NodeScript script =
                    NodeScript.start("unleash-server", url(), imported(specification), file.toString())) {
                compare(file, specification, Json.parse(script.await("answers ")));
            }
        }
    }

    @Test
    void theSdkForJava() throws Exception {
        for (Path file : specifications()) {
            JsonNode specification = read(file);
            Unleash unleash = java(imported(specification));
            ObjectNode answers = Json.object();
            for (JsonNode each : specification.path("tests")) {
                answers.withArray("tests")
                        .add(unleash.isEnabled(each.path("toggleName").asText(), context(each.path("context"))));
            }
            for (JsonNode each : specification.path("variantTests")) {
                Variant variant = unleash.getVariant(each.path("toggleName").asText(), context(each.path("context")));
                ObjectNode answer = answers.withArray("variantTests")
                        .addObject()
                        .put("name", variant.getName())
                        .put("enabled", variant.isEnabled());
                variant.getPayload().filter(payload -> variant.isEnabled()).ifPresent(payload -> answer.putObject(
                                "payload")
                        .put("type", payload.getType())
                        .put("value", payload.getValue()));
            }
            compare(file, specification, answers);
            unleash.shutdown();
        }
    }

    private Unleash java(String key) {
        return new DefaultUnleash(UnleashConfig.builder()
                .appName("e2e")
                .instanceId("one")
                .unleashAPI(url() + "/api/")
                .apiKey(key)
                .backupFile(System.getProperty("java.io.tmpdir") + "/unleash-" + key.hashCode() + ".json")
                .fetchTogglesInterval(1)
                .sendMetricsInterval(1)
                .synchronousFetchOnInitialisation(true)
                .build());
    }

    private static UnleashContext context(JsonNode context) {
        UnleashContext.Builder builder = UnleashContext.builder();
        context.properties().forEach(each -> {
            String value = each.getValue().asText();
            switch (each.getKey()) {
                case "userId" -> builder.userId(value);
                case "sessionId" -> builder.sessionId(value);
                case "remoteAddress" -> builder.remoteAddress(value);
                case "environment" -> builder.environment(value);
                case "appName" -> builder.appName(value);
                case "currentTime" -> builder.currentTime(ZonedDateTime.parse(value));
                default ->
                    each.getValue()
                            .properties()
                            .forEach(property -> builder.addProperty(
                                    property.getKey(), property.getValue().asText()));
            }
        });
        return builder.build();
    }

    @Test
    void theSdkForBrowsers() throws Exception {
        for (Path file : specifications()) {
            ObjectNode specification = asFromABrowser((ObjectNode) read(file));
            Path cases = Files.createTempFile("cases", ".json");
            // Every other file is asked by POST.
            Files.writeString(
                    cases,
                    specification
                            .put("post", specifications().indexOf(file) % 2 == 1)
                            .toString());
            try (NodeScript script =
                    NodeScript.start("unleash-frontend", url(), imported(specification), cases.toString())) {
                compare(file, specification, Json.parse(script.await("answers ")));
                assertThat(script.printed()).noneMatch(line -> line.startsWith("error"));
            }
        }
    }

    /** The SDK makes up a session, and the server finds an address: what is expected without them cannot be asked here. */
    private static ObjectNode asFromABrowser(ObjectNode specification) {
        String name = specification.path("name").asText();
        String given = name.contains("session") ? "sessionId" : name.contains("remote") ? "remoteAddress" : "";
        Iterator<JsonNode> cases = specification.path("tests").elements();
        while (!given.isEmpty() && cases.hasNext()) {
            JsonNode each = cases.next();
            if (!each.path("context").has(given) && !each.path("expectedResult").asBoolean()) {
                cases.remove();
            }
        }
        return specification;
    }

    @Test
    void aChangeIsSeenAndCountsAreKept() throws Exception {
        String project = Api.project();
        String key = Api.sdkKey(project, "server");
        FlagApi.create(project, "checkout");
        int revision = FlagApi.patch(project, "checkout", Map.of("default", Map.of("variant", "on")));
        assertThat(revision).isPositive();
        Path cases = Files.createTempFile("cases", ".json");
        Files.writeString(
                cases,
                "{\"watched\":\"checkout\",\"tests\":[{\"toggleName\":\"checkout\",\"context\":{}},"
                        + "{\"toggleName\":\"gone\",\"context\":{}}]}");
        Unleash java = java(key);
        try (NodeScript node = NodeScript.start("unleash-server", url(), key, cases.toString())) {
            assertThat(node.await("answers ")).contains("\"tests\":[false,false]");
            assertThat(java.isEnabled("checkout")).isFalse();
            FlagApi.patch(project, "checkout", Map.of("enabled", true));
            assertThat(node.await("now ")).isEqualTo("true");
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> java.isEnabled("checkout"));
            node.await("sent");
            Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                Api.admin()
                        .get("/api/v1/projects/" + project + "/flags/checkout/lifecycle")
                        .then()
                        .body("stage", org.hamcrest.Matchers.equalTo("live"));
                Api.admin()
                        .get("/api/v1/projects/" + project + "/unknown-flags")
                        .then()
                        .body("items.flag", org.hamcrest.Matchers.hasItem("gone"));
            });
        } finally {
            java.shutdown();
        }
    }
}
