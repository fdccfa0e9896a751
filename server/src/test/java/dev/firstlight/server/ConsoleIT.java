package dev.firstlight.server;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.client.FlagClient;
import dev.firstlight.core.Context;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.NodeWatch;
import dev.firstlight.server.support.RunningServer;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person clicks a toggle in a real browser; a Java and a Node application see it without restarting. */
class ConsoleIT {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static RequestSpecification admin(RunningServer server) {
        return given().baseUri(server.url()).auth().oauth2(Api.ADMIN).contentType("application/json");
    }

    @Test
    void aClickReachesBothSdks(@TempDir Path directory) throws Exception {
        try (RunningServer server = RunningServer.start(directory)) {
            String link = signInLink(server);
            String key = flagAndKey(server);
            try (NodeWatch node = NodeWatch.start(directory, server.url(), key, "banner");
                    FlagClient java = FlagClient.builder()
                            .url(server.url())
                            .sdkKey(key)
                            .region("nz")
                            .build()) {
                assertThat(java.awaitReady(Duration.ofSeconds(10))).isTrue();
                assertThat(java.boolValue("banner", Context.of("alice"), true)).isFalse();
                Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(node.printed())
                        .containsExactly("value false"));

                click(directory, link);

                Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
                    assertThat(java.boolValue("banner", Context.of("alice"), false))
                            .isTrue();
                    assertThat(node.printed()).containsExactly("value false", "value true");
                });
            }
        }
    }

    private static String signInLink(RunningServer server) {
        admin(server)
                .body(Map.of("email", "kiri@example.org", "name", "Kiri", "role", "admin"))
                .post("/api/v1/people")
                .then()
                .statusCode(201);
        String link = admin(server)
                .body(Map.of("email", "kiri@example.org"))
                .post("/api/v1/session/links")
                .then()
                .statusCode(200)
                .extract()
                .path("url");
        return server.url() + link.substring(link.indexOf("/signin"));
    }

    private static String flagAndKey(RunningServer server) {
        admin(server)
                .body(Map.of("key", "site", "name", "Site"))
                .post("/api/v1/projects")
                .then()
                .statusCode(201);
        admin(server)
                .body(Map.of(
                        "key", "banner",
                        "type", "boolean",
                        "variants", Map.of("on", true, "off", false),
                        "offVariant", "off",
                        "default", Map.of("variant", "on")))
                .post("/api/v1/projects/site/flags")
                .then()
                .statusCode(201);
        return admin(server)
                .body(Map.of("name", "site", "kind", "server"))
                .post("/api/v1/projects/site/environments/production/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    private static void click(Path directory, String link) throws Exception {
        Path printed = directory.resolve("browser.txt");
        Process browser = new ProcessBuilder(
                        "node",
                        NodeWatch.script("toggle").toString(),
                        ROOT.resolve("ui").toString(),
                        link,
                        "banner in production",
                        directory.resolve("flags.png").toString())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        assertThat(browser.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(printed)).contains("toggled");
    }
}
