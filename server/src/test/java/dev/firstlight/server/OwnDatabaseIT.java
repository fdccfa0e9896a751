package dev.firstlight.server;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.firstlight.server.platform.EmbeddedDatabase;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.JavaWatch;
import dev.firstlight.server.support.RunningServer;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are given a PostgreSQL start none of their own, and share what is in it. */
class OwnDatabaseIT {

    @Test
    void twoServersShareADatabase(@TempDir Path directory) throws Exception {
        Path one = Files.createDirectories(directory.resolve("one"));
        Path two = Files.createDirectories(directory.resolve("two"));
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve("postgres"))) {
            Map<String, String> settings = Map.of(
                    "FIRSTLIGHT_DATABASE_URL", database.url(),
                    "FIRSTLIGHT_DATABASE_USERNAME", "postgres",
                    "FIRSTLIGHT_DATABASE_PASSWORD", "postgres");
            try (RunningServer first = RunningServer.start(one, settings);
                    RunningServer second = RunningServer.start(two, settings)) {
                String key = flagAndKey(first);
                try (JavaWatch watch = JavaWatch.start(second.url(), key, "shared")) {
                    admin(first)
                            .header("If-Match", "\"1\"")
                            .body(Map.of("enabled", true, "default", Map.of("variant", "on")))
                            .patch("/api/v1/projects/own/flags/shared/environments/production")
                            .then()
                            .statusCode(200);
                    Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(watch.seen())
                            .containsExactly("value false", "value true"));
                }
                admin(second)
                        .get("/api/v1/projects/own/flags/shared")
                        .then()
                        .statusCode(200)
                        .body("key", equalTo("shared"));
            }
        }
        assertThat(one).isDirectoryNotContaining("glob:**/data");
        assertThat(two).isDirectoryNotContaining("glob:**/data");
    }

    private static RequestSpecification admin(RunningServer server) {
        return given().baseUri(server.url()).auth().oauth2(Api.ADMIN).contentType("application/json");
    }

    private static String flagAndKey(RunningServer server) {
        admin(server)
                .body(Map.of("key", "own", "name", "Own"))
                .post("/api/v1/projects")
                .then()
                .statusCode(201);
        admin(server)
                .body(Map.of("key", "shared", "type", "boolean", "variants", Map.of("on", true, "off", false)))
                .post("/api/v1/projects/own/flags")
                .then()
                .statusCode(201);
        return admin(server)
                .body(Map.of("name", "watch", "kind", "server"))
                .post("/api/v1/projects/own/environments/production/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }
}
