package dev.firstlight.server;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import dev.firstlight.server.platform.EmbeddedDatabase;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Balancer;
import dev.firstlight.server.support.PositionWatch;
import dev.firstlight.server.support.Redis;
import dev.firstlight.server.support.RunningServer;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several nodes over one database: whatever becomes of the hints between them, an edit on one reaches all. */
@NullUnmarked // set up before all
class NodesIT {

    /** What a change takes by the poll at most, with a slow machine's share. */
    private static final Duration BY_POLL = Duration.ofSeconds(5);

    private static final Duration HEALED = Duration.ofSeconds(20);

    @TempDir
    static Path directory;

    private static EmbeddedDatabase database;
    private static Redis redis;
    private static RunningServer one;
    private static RunningServer other;
    private static String key;
    private static boolean on;

    private PositionWatch watch;

    @BeforeAll
    static void start() throws IOException {
        database = EmbeddedDatabase.start(directory.resolve("postgres"));
        redis = Redis.start();
        one = node("one", Map.of());
        other = node("other", Map.of());
        admin(one)
                .body(Map.of("key", "nodes", "name", "Nodes"))
                .post("/api/v1/projects")
                .then()
                .statusCode(201);
        admin(one)
                .body(Map.of("key", "shared", "type", "boolean", "variants", Map.of("on", true, "off", false)))
                .post("/api/v1/projects/nodes/flags")
                .then()
                .statusCode(201);
        key = admin(one)
                .body(Map.of("name", "watch", "kind", "server"))
                .post("/api/v1/projects/nodes/environments/production/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    @AfterAll
    static void stop() throws IOException {
        one.close();
        other.close();
        redis.close();
        database.close();
    }

    private static RunningServer node(String name, Map<String, String> more) throws IOException {
        Map<String, String> settings = new HashMap<>(Map.of(
                "FIRSTLIGHT_DATABASE_URL",
                database.url(),
                "FIRSTLIGHT_DATABASE_USERNAME",
                "postgres",
                "FIRSTLIGHT_DATABASE_PASSWORD",
                "postgres",
                "FIRSTLIGHT_REDIS_URL",
                redis.url()));
        settings.putAll(more);
        return RunningServer.start(Files.createDirectories(directory.resolve(name)), settings);
    }

    private static RequestSpecification admin(RunningServer node) {
        return given().baseUri(node.url()).auth().oauth2(Api.ADMIN).contentType("application/json");
    }

    /** Turns the flag; gives the revision. */
    private static int edit(RunningServer node) {
        on = !on;
        String kind = on ? "turnOn" : "turnOff";
        return admin(node)
                .body(Map.of("instructions", List.of(Map.of("kind", kind))))
                .post("/api/v1/projects/nodes/flags/shared/environments/production/changes")
                .then()
                .statusCode(200)
                .extract()
                .path("revision");
    }

    private static boolean hears(RunningServer node) {
        String path = "checks.find { it.name == 'hints' }.data.";
        var answer = given().baseUri(node.url())
                .get("/q/health/ready")
                .then()
                .statusCode(200)
                .extract();
        assertThat(answer.<String>path(path + "by")).isEqualTo("redis");
        return answer.<Boolean>path(path + "heard");
    }

    @BeforeEach
    void anApplication() {
        Awaitility.await().atMost(HEALED).until(() -> hears(one) && hears(other));
        watch = PositionWatch.start(other.url(), key, "shared");
    }

    @AfterEach
    void itsPositionNeverWentBack() {
        assertThat(watch.wentBack()).isZero();
        watch.close();
    }

    @Test
    void anEditOnOneReachesApplicationsOnTheOther() {
        for (int i = 0; i < 20; i++) {
            watch.reaches(edit(one), Duration.ofSeconds(2));
        }
    }

    @Test
    void withoutRedisThePollBringsIt() throws IOException {
        redis.kill();
        try {
            for (int i = 0; i < 5; i++) {
                watch.reaches(edit(one), BY_POLL);
            }
            Awaitility.await().atMost(HEALED).until(() -> !hears(other));
        } finally {
            redis.startAgain();
        }
        Awaitility.await().atMost(HEALED).until(() -> hears(one) && hears(other));
        watch.reaches(edit(one), BY_POLL);
    }

    @Test
    void aSubscriptionThatIsKilledComesBack() throws IOException {
        for (int i = 0; i < 5; i++) {
            redis.send("CLIENT", "KILL", "TYPE", "pubsub");
            watch.reaches(edit(one), BY_POLL);
        }
        Awaitility.await().atMost(HEALED).until(() -> hears(one) && hears(other));
    }

    @Test
    void whereNobodyCanSubscribeThePollBringsIt() throws IOException {
        deafen();
        try {
            watch.reaches(edit(one), BY_POLL);
        } finally {
            redis.send("ACL", "SETUSER", "default", "+subscribe");
        }
    }

    private static void deafen() throws IOException {
        redis.send("ACL", "SETUSER", "default", "-subscribe");
        redis.send("CLIENT", "KILL", "TYPE", "pubsub");
    }

    @Test
    void whereEveryMessageIsDroppedThePollBringsIt() throws IOException {
        redis.send("ACL", "SETUSER", "default", "-publish");
        try {
            watch.reaches(edit(one), BY_POLL);
        } finally {
            redis.send("ACL", "SETUSER", "default", "+publish");
        }
    }

    @Test
    void redisHoldsNothingThatMatters() throws IOException {
        redis.send("FLUSHALL");
        watch.reaches(edit(one), BY_POLL);
    }

    /** The poll can be switched off for this: so one sees that the tests above would fail without it. */
    @Test
    void withoutThePollALostHintIsLost() throws Exception {
        try (RunningServer blind = node("blind", Map.of("FIRSTLIGHT_RULESET_POLL", "false"));
                PositionWatch behind = PositionWatch.start(blind.url(), key, "shared")) {
            Awaitility.await().atMost(HEALED).until(() -> hears(blind));
            behind.reaches(edit(one), BY_POLL);
            // What beginning to listen made it read must be over.
            Thread.sleep(1_000);
            deafen();
            try {
                int lost = edit(one);
                assertThatThrownBy(() -> behind.reaches(lost, BY_POLL)).isInstanceOf(ConditionTimeoutException.class);
                watch.reaches(lost, BY_POLL);
            } finally {
                redis.send("ACL", "SETUSER", "default", "+subscribe");
            }
            // To listen again is to read again.
            behind.reaches(edit(one), HEALED);
        }
    }

    @Test
    void theApplicationsOfANodeThatIsKilledGoElsewhere() throws Exception {
        try (RunningServer third = node("third", Map.of());
                Balancer balancer = new Balancer(List.of(third, one, other));
                PositionWatch application = PositionWatch.start(balancer.url(), key, "shared")) {
            application.reaches(edit(one), BY_POLL);
            third.kill();
            application.reaches(edit(one), HEALED);
            assertThat(application.wentBack()).isZero();
        }
    }

    @Test
    void aNodeThatIsStoppedSaysGoodbyeAndIsGoneInTime() throws Exception {
        RunningServer third = node("fourth", Map.of());
        try (Balancer balancer = new Balancer(List.of(third, one, other));
                PositionWatch application = PositionWatch.start(balancer.url(), key, "shared")) {
            long start = System.nanoTime();
            third.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            application.reaches(edit(one), HEALED);
            assertThat(application.wentBack()).isZero();
        }
    }

    @Test
    void aNodeDoesWhatItIsThereFor() throws IOException {
        try (RunningServer data = node("data", Map.of("FIRSTLIGHT_SERVER_ROLES", "delivery"));
                PositionWatch application = PositionWatch.start(data.url(), key, "shared")) {
            application.reaches(edit(one), BY_POLL);
            admin(data).get("/api/v1/projects").then().statusCode(404).contentType("application/problem+json");
            given().baseUri(data.url()).get("/").then().statusCode(404);
        }
        try (RunningServer control = node("control", Map.of("FIRSTLIGHT_SERVER_ROLES", "api"))) {
            admin(control).get("/api/v1/projects/nodes").then().statusCode(200).body("key", equalTo("nodes"));
            for (String path : List.of("/sdk/v1/stream", "/sdk/v1/ruleset", "/ofrep/v1/evaluate/flags")) {
                given().baseUri(control.url())
                        .auth()
                        .oauth2(key)
                        .get(path)
                        .then()
                        .statusCode(404);
            }
            watch.reaches(edit(control), BY_POLL);
        }
    }
}
