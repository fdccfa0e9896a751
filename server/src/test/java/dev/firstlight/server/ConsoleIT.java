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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do in a real browser with the packaged server: what becomes of it, and what it says where it refuses. */
class ConsoleIT {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static RequestSpecification admin(RunningServer server) {
        return given().baseUri(server.url()).auth().oauth2(Api.ADMIN).contentType("application/json");
    }

    /** A person clicks a toggle; a Java and a Node application see it without restarting. */
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

                assertThat(browse(
                                directory,
                                "toggle",
                                link,
                                "banner in production",
                                directory.resolve("flags.png").toString()))
                        .contains("toggled");

                Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
                    assertThat(java.boolValue("banner", Context.of("alice"), false))
                            .isTrue();
                    assertThat(node.printed()).containsExactly("value false", "value true");
                });
            }
        }
    }

    @Test
    void aRoleIsMadeGivenAndTakenAway(@TempDir Path directory) throws Exception {
        try (RunningServer server = RunningServer.start(directory)) {
            String link = signInLink(server);
            flagAndKey(server);

            assertThat(browse(directory, "roles", link, "site"))
                    .containsSubsequence(
                            "There is a role \"viewer\" already.",
                            "The role \"key-keeper\" is somebody's; give them another one before.",
                            "done");

            List<String> noted = admin(server)
                    .get("/api/v1/audit")
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("items.action");
            assertThat(noted)
                    .containsSubsequence("role.removed", "person.changed", "person.added", "role.changed", "role.made");
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

    /** What a script that has the console's browser prints. */
    private static List<String> browse(Path directory, String script, String... arguments) throws Exception {
        Path printed = directory.resolve(script + ".txt");
        List<String> command = new ArrayList<>(List.of(
                "node", NodeWatch.script(script).toString(), ROOT.resolve("ui").toString()));
        command.addAll(List.of(arguments));
        Process browser = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        assertThat(browser.waitFor(90, TimeUnit.SECONDS)).isTrue();
        return Files.readAllLines(printed);
    }
}
