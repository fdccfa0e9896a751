package dev.firstlight.server;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.EventReader;
import dev.firstlight.server.support.Line;
import dev.firstlight.server.support.PositionWatch;
import dev.firstlight.server.support.RunningServer;
import io.restassured.response.Response;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A relay serves what the server said last, cut off or not, and is current soon after it hears of the server again. */
@NullUnmarked // set up before all
class RelayIT {

    private static final String PRODUCTION = "/api/v1/projects/far/environments/production";
    private static final Duration SOON = Duration.ofSeconds(5);
    /** Longer than a relay takes to find that nobody is there. */
    private static final long CUT_S = Long.getLong("relay.cut.seconds", 25);

    @TempDir
    static Path directory;

    private static RunningServer server;
    private static Line line;
    private static String key;
    private static boolean on;

    private RunningServer relay;

    @BeforeAll
    static void serve() throws IOException {
        server = RunningServer.start(Files.createDirectories(directory.resolve("server")));
        line = Line.to(server.url());
        admin().body(Map.of("key", "far", "name", "Far"))
                .post("/api/v1/projects")
                .then()
                .statusCode(201);
        admin().body(Map.of("key", "shop", "type", "boolean", "variants", Map.of("on", true, "off", false)))
                .post("/api/v1/projects/far/flags")
                .then()
                .statusCode(201);
        key = key();
    }

    @AfterAll
    static void stop() throws IOException {
        line.close();
        server.close();
    }

    private static RequestSpecification admin() {
        return given().baseUri(server.url()).auth().oauth2(Api.ADMIN).contentType("application/json");
    }

    private static String key() {
        return admin().body(Map.of("name", "relay", "kind", "server"))
                .post(PRODUCTION + "/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    /** An edit; gives the environment's revision after it. */
    private static long edit() {
        on = !on;
        admin().body(Map.of("instructions", List.of(Map.of("kind", on ? "turnOn" : "turnOff"))))
                .post("/api/v1/projects/far/flags/shop/environments/production/changes")
                .then()
                .statusCode(200);
        return ((Number) admin().get(PRODUCTION).path("revision")).longValue();
    }

    @BeforeEach
    void relay() throws IOException {
        line.heal();
        relay = start(Files.createTempDirectory(directory, "relay"), key);
    }

    private static RunningServer start(Path place, String keys) throws IOException {
        Map<String, String> settings = new HashMap<>(Map.of(
                "FIRSTLIGHT_SERVER_ROLES",
                "relay",
                "FIRSTLIGHT_RELAY_UPSTREAM",
                line.url(),
                "FIRSTLIGHT_RELAY_KEYS",
                keys,
                "FIRSTLIGHT_RELAY_DIRECTORY",
                place.resolve("kept").toString()));
        return RunningServer.start(place, settings, "-Xmx128m");
    }

    @AfterEach
    void close() {
        relay.close();
    }

    private Response ruleset(String with) {
        return given().baseUri(relay.url()).auth().oauth2(with).get("/sdk/v1/ruleset");
    }

    private Response report() {
        return given().baseUri(relay.url())
                .auth()
                .oauth2(key)
                .contentType("application/json")
                .body(Map.of(
                        "instance", "far-1", "seq", System.nanoTime(), "sdk", Map.of("name", "test", "version", "1")))
                .post("/sdk/v1/telemetry");
    }

    @Test
    void sdksGetFromItWhatTheyGetFromTheServer() throws Exception {
        try (PositionWatch watch = PositionWatch.start(relay.url(), key, "shop");
                EventReader stream = EventReader.open(relay.url() + "/sdk/v1/stream", key)) {
            assertThat(stream.next().name()).isEqualTo("ruleset");
            for (int i = 0; i < 10; i++) {
                watch.reaches(edit(), SOON);
            }
            assertThat(watch.wentBack()).isZero();
            EventReader.Event change = stream.next();
            assertThat(change.name()).isEqualTo("change");
        }
        Response here = ruleset(key);
        Response there = given().baseUri(server.url()).auth().oauth2(key).get("/sdk/v1/ruleset");
        assertThat(here.asString()).isEqualTo(there.asString());
        assertThat(here.header("ETag")).isEqualTo(there.header("ETag"));
        given().baseUri(relay.url())
                .auth()
                .oauth2(key)
                .header("If-None-Match", here.header("ETag"))
                .get("/sdk/v1/ruleset")
                .then()
                .statusCode(304);
        report().then().statusCode(202);
        ruleset("fls_nobody").then().statusCode(401);
        given().baseUri(relay.url()).get("/api/v1/projects").then().statusCode(404);
        given().baseUri(relay.url())
                .get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks[0].name", equalTo("far/production"))
                .body("checks[0].data.link", equalTo("current"))
                .body("checks[0].data.position", notNullValue());
    }

    @Test
    void largeSegmentsComeFromItToo() {
        List<String> users =
                IntStream.range(0, 5_000).mapToObj(i -> "user-" + i).toList();
        admin().body(Map.of("name", "Many"))
                .put(PRODUCTION + "/segments/many")
                .then()
                .statusCode(200);
        admin().body(Map.of("add", users))
                .post(PRODUCTION + "/segments/many/keys")
                .then()
                .statusCode(200);
        await().atMost(SOON).untilAsserted(() -> assertThat(segment(relay.url()))
                .hasSize(5_000 * Long.BYTES)
                .isEqualTo(segment(server.url())));
    }

    private static byte[] segment(String url) {
        return given().baseUri(url)
                .auth()
                .oauth2(key)
                .get("/sdk/v1/segments/many")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
    }

    @Test
    void cutOffItServesOnAndIsCurrentSoonAfter() throws Exception {
        long before = edit();
        try (PositionWatch watch = PositionWatch.start(relay.url(), key, "shop")) {
            watch.reaches(before, SOON);
            line.cut();
            long missed = edit();
            await().atMost(Duration.ofSeconds(40)).until(() -> "lost"
                    .equals(given().baseUri(relay.url())
                            .get("/q/health/ready")
                            .then()
                            .statusCode(200)
                            .extract()
                            .path("checks[0].data.link")));
            TimeUnit.SECONDS.sleep(CUT_S);
            assertThat(watch.revision()).isEqualTo(before);
            try (EventReader fresh = EventReader.open(relay.url() + "/sdk/v1/stream", key)) {
                assertThat(fresh.next().id()).endsWith("-" + before);
            }
            report().then().statusCode(503).header("Retry-After", notNullValue());
            // As after a power cut, with nobody to ask.
            relay.kill();
            relay.start();
            try (PositionWatch cold = PositionWatch.start(relay.url(), key, "shop")) {
                assertThat(cold.revision()).isEqualTo(before);
                line.heal();
                cold.reaches(missed, SOON);
                watch.reaches(missed, Duration.ofSeconds(40));
                cold.reaches(edit(), SOON);
                assertThat(cold.wentBack()).isZero();
            }
            assertThat(watch.wentBack()).isZero();
            report().then().statusCode(202);
        }
    }

    @Test
    void manyReportAtOnceThroughALineThatIsLong() throws Exception {
        line.slow(250);
        try {
            HttpClient client = HttpClient.newHttpClient();
            long start = System.nanoTime();
            List<CompletableFuture<HttpResponse<String>>> all = IntStream.range(0, 100)
                    .mapToObj(i -> client.sendAsync(
                            HttpRequest.newBuilder(URI.create(relay.url() + "/sdk/v1/telemetry"))
                                    .header("Authorization", "Bearer " + key)
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString("{\"instance\": \"long-" + i
                                            + "\", \"seq\": 1, \"sdk\": {\"name\": \"test\", \"version\": \"1\"}}"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString()))
                    .toList();
            for (CompletableFuture<HttpResponse<String>> one : all) {
                assertThat(one.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
            }
            // One after the other over five connections it would be ten.
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
        } finally {
            line.slow(0);
        }
    }

    @Test
    void whoseKeyIsRevokedIsShownOut() throws Exception {
        String other = key();
        relay.close();
        relay = start(Files.createTempDirectory(directory, "revoked"), key + "," + other);
        try (EventReader stream = EventReader.open(relay.url() + "/sdk/v1/stream", other);
                EventReader stays = EventReader.open(relay.url() + "/sdk/v1/stream", key)) {
            assertThat(stream.next().name()).isEqualTo("ruleset");
            assertThat(stays.next().name()).isEqualTo("ruleset");
            String id = admin().get(PRODUCTION + "/keys")
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("items.max { it.createdAt }.id");
            admin().delete(PRODUCTION + "/keys/" + id).then().statusCode(204);
            assertThat(stream.next()).isEqualTo(EventReader.Event.END);
            await().atMost(SOON).untilAsserted(() -> ruleset(other).then().statusCode(401));
            ruleset(key).then().statusCode(200);
            assertThat(stays.hasEvent()).isFalse();
        }
    }

    @Test
    void whatIsMissingIsNamedInOneLine() throws Exception {
        assertRefused(Map.of("FIRSTLIGHT_SERVER_ROLES", "relay"), "FIRSTLIGHT_RELAY_UPSTREAM");
        assertRefused(
                Map.of("FIRSTLIGHT_SERVER_ROLES", "relay", "FIRSTLIGHT_RELAY_UPSTREAM", line.url()),
                "FIRSTLIGHT_RELAY_KEYS");
        assertRefused(Map.of("FIRSTLIGHT_SERVER_ROLES", "relay,api"), "FIRSTLIGHT_SERVER_ROLES");
        assertRefused(
                Map.of(
                        "FIRSTLIGHT_SERVER_ROLES",
                        "relay",
                        "FIRSTLIGHT_RELAY_UPSTREAM",
                        line.url(),
                        "FIRSTLIGHT_RELAY_KEYS",
                        key,
                        "FIRSTLIGHT_RELAY_RETRY_WITHIN",
                        "soon"),
                "FIRSTLIGHT_RELAY_RETRY_WITHIN");
    }

    private static void assertRefused(Map<String, String> settings, String names) throws Exception {
        Path log = Files.createTempFile(directory, "refused", ".log");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of("target", "quarkus-app", "quarkus-run.jar")
                        .toAbsolutePath()
                        .toString());
        builder.environment().putAll(settings);
        Process process = builder.directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(Files.readAllLines(log)).singleElement().asString().contains(names);
    }
}
