package dev.firstlight.server.metric;

import static io.restassured.RestAssured.given;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.RunningServer;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/** A packaged server with a release that runs, over an embedded PostgreSQL that syncs. */
final class LoadedServer implements AutoCloseable {
    private final Path data;
    private final RunningServer server;
    private final String key;
    private final String release;

    private LoadedServer(Path data, RunningServer server) {
        this.data = data;
        this.server = server;
        admin().body(Map.of("key", "load", "name", "Load"))
                .post("/api/v1/projects")
                .then()
                .statusCode(201);
        for (String region : List.of("nz", "au", "eu")) {
            admin().body(Map.of("name", region, "countries", List.of()))
                    .put("/api/v1/projects/load/regions/" + region)
                    .then()
                    .statusCode(200);
        }
        admin().body(Map.of(
                        "key",
                        "flag",
                        "type",
                        "boolean",
                        "variants",
                        Map.of("on", true, "off", false),
                        "offVariant",
                        "off"))
                .post("/api/v1/projects/load/flags")
                .then()
                .statusCode(201);
        admin().header("If-Match", "\"1\"")
                .body(Map.of("enabled", true))
                .patch("/api/v1/projects/load/flags/flag/environments/production")
                .then()
                .statusCode(200);
        key = admin().body(Map.of("name", "load", "kind", "server"))
                .post("/api/v1/projects/load/environments/production/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
        admin().body(Map.of("name", "nothing"))
                .put("/api/v1/projects/load/metrics/nothing")
                .then()
                .statusCode(200);
        Map<String, Object> stage = Map.of("regions", "all", "percent", 50, "bake", "PT100H");
        Map<String, Object> guard = Map.of("metric", "nothing", "margin", 1.0);
        release = admin().body(Map.of(
                        "environment",
                        "production",
                        "flag",
                        "flag",
                        "treatment",
                        "on",
                        "start",
                        true,
                        "plan",
                        Map.of("stages", List.of(stage), "guards", List.of(guard))))
                .post("/api/v1/projects/load/releases")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    static LoadedServer start(Path directory) throws IOException {
        Path data = directory.resolve("data");
        Map<String, String> settings = new HashMap<>();
        settings.put("FIRSTLIGHT_DATABASE_DIRECTORY", data.toString());
        // All is kept, however much it is.
        settings.put("FIRSTLIGHT_METRIC_UNITS_PER_SECOND", "100000000");
        return new LoadedServer(data, RunningServer.start(directory, settings));
    }

    private RequestSpecification admin() {
        return given().baseUri(server.url()).auth().oauth2(Api.ADMIN).contentType("application/json");
    }

    String release() {
        return release;
    }

    RunningServer process() {
        return server;
    }

    /** The status of the answer; 0 where there was none. */
    int post(HttpClient client, String body) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/sdk/v1/telemetry"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    /** The database behind it, where it is now. */
    PGSimpleDataSource database() throws IOException {
        // PostgreSQL writes pid, directory, time of start and port, a line each.
        String port = Files.readAllLines(data.resolve("postgres").resolve("postmaster.pid"))
                .get(3);
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://127.0.0.1:" + port.trim() + "/postgres");
        source.setUser("postgres");
        source.setPassword("postgres");
        return source;
    }

    @Override
    public void close() {
        server.close();
    }
}
