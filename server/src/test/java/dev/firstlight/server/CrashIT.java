package dev.firstlight.server;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.JavaWatch;
import dev.firstlight.server.support.NodeWatch;
import dev.firstlight.server.support.RunningServer;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is killed while it writes has every write it acknowledged, and an audit that holds; the applications it
 * served never noticed.
 */
class CrashIT {

    private static final int WRITERS = 4;
    private static final int ACKNOWLEDGED_BEFORE_THE_KILL = 1_000;

    private static RequestSpecification admin(RunningServer server) {
        return given().baseUri(server.url()).auth().oauth2(Api.ADMIN).contentType("application/json");
    }

    @Test
    void acknowledgedWritesOutliveAKill(@TempDir Path directory) throws Exception {
        try (RunningServer server = RunningServer.start(directory)) {
            admin(server)
                    .body(Map.of("key", "crash", "name", "Crash"))
                    .post("/api/v1/projects")
                    .then()
                    .statusCode(201);

            String key = steadyFlagAndKey(server);
            Set<String> acknowledged;
            try (NodeWatch node = NodeWatch.start(directory, server.url(), key, "steady");
                    JavaWatch java = JavaWatch.start(server.url(), key, "steady")) {
                await(() -> assertThat(node.printed()).containsExactly("value true"));

                acknowledged = writeUntilKilled(server);
                server.start();
                turnOff(server, "steady");

                await(() -> {
                    assertThat(node.printed()).containsExactly("value true", "value false");
                    assertThat(java.seen()).containsExactly("value true", "value false");
                });
            }

            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED_BEFORE_THE_KILL);
            assertThat(allFlags(server)).containsAll(acknowledged);
            JsonPath verdict = admin(server)
                    .get("/api/v1/projects/crash/audit/verify")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            assertThat(verdict.getBoolean("ok")).isTrue();
            int rows = verdict.getInt("rows");
            assertThat(rows).isGreaterThan(acknowledged.size());
            int revision = admin(server)
                    .get("/api/v1/projects/crash/environments/production")
                    .then()
                    .extract()
                    .jsonPath()
                    .getInt("revision");
            // A project, an environment, an SDK key, then a row and a revision a change: neither is ahead of the other.
            assertThat(revision - 1).isEqualTo(rows - 3);
        }
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(assertion);
    }

    private static String steadyFlagAndKey(RunningServer server) {
        admin(server)
                .body(Map.of(
                        "key", "steady",
                        "type", "boolean",
                        "variants", Map.of("on", true, "off", false),
                        "offVariant", "off"))
                .post("/api/v1/projects/crash/flags")
                .then()
                .statusCode(201);
        admin(server)
                .header("If-Match", "\"1\"")
                .body(Map.of("enabled", true, "default", Map.of("variant", "on")))
                .patch("/api/v1/projects/crash/flags/steady/environments/production")
                .then()
                .statusCode(200);
        return admin(server)
                .body(Map.of("name", "watch", "kind", "server"))
                .post("/api/v1/projects/crash/environments/production/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    private static void turnOff(RunningServer server, String flag) {
        admin(server)
                .header("If-Match", "\"2\"")
                .body(Map.of("enabled", false))
                .patch("/api/v1/projects/crash/flags/" + flag + "/environments/production")
                .then()
                .statusCode(200);
    }

    private static Set<String> writeUntilKilled(RunningServer server) throws InterruptedException {
        Set<String> acknowledged = new ConcurrentSkipListSet<>();
        AtomicInteger number = new AtomicInteger();
        AtomicBoolean killed = new AtomicBoolean();
        CountDownLatch enough = new CountDownLatch(ACKNOWLEDGED_BEFORE_THE_KILL);
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        for (int i = 0; i < WRITERS; i++) {
            writers.execute(() -> {
                while (!killed.get()) {
                    String key = "flag-" + number.incrementAndGet();
                    if (write(server, key)) {
                        acknowledged.add(key);
                        enough.countDown();
                    }
                }
            });
        }
        assertThat(enough.await(5, TimeUnit.MINUTES)).isTrue();
        server.kill();
        killed.set(true);
        writers.shutdown();
        assertThat(writers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        return acknowledged;
    }

    private static boolean write(RunningServer server, String key) {
        try {
            return admin(server)
                            .body(Map.of("key", key, "type", "boolean", "variants", Map.of("on", true, "off", false)))
                            .post("/api/v1/projects/crash/flags")
                            .statusCode()
                    == 201;
        } catch (Exception e) {
            // The connection broke with the server: not acknowledged.
            return false;
        }
    }

    private static List<String> allFlags(RunningServer server) {
        List<String> keys = new java.util.ArrayList<>();
        String cursor = "";
        do {
            var page = admin(server)
                    .get("/api/v1/projects/crash/flags?limit=500" + cursor)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            keys.addAll(page.getList("items.key"));
            cursor = page.getString("nextCursor") == null ? "" : "&cursor=" + page.getString("nextCursor");
        } while (!cursor.isEmpty());
        return keys;
    }
}
