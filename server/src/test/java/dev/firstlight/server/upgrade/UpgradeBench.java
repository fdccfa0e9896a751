package dev.firstlight.server.upgrade;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.RunningServer;
import dev.firstlight.server.support.Sdks;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes of the last release become this one, the last again, and this one again, one node at a time, on one database;
 * SDKs of both versions listen, somebody writes all the time, and a flag is released in each step.
 */
@NullUnmarked // set up before each
class UpgradeBench {

    private static final int SDKS = 5;
    private static final Duration CALM = Duration.ofSeconds(Integer.getInteger("upgrade.calm.seconds", 15));
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String PROJECT = "/api/v1/projects/kept";

    @TempDir
    Path directory;

    private LastRelease last;
    private Nodes nodes;
    private Rotation rotation;
    private Writes writes;
    private Sdks oldSdks;
    private Sdks newSdks;
    private String key;
    private int released;
    private final List<Step> steps = new ArrayList<>();

    /** A part of the exercise, and when it was, in microseconds since 1970. */
    record Step(String name, long from, long until) {}

    private interface Work {
        void run() throws Exception;
    }

    @BeforeEach
    void start() throws Exception {
        last = LastRelease.built();
        nodes = Nodes.start(directory, last);
        rotation = new Rotation(nodes.all());
        fill();
        oldSdks = sdks(last.build());
        newSdks = sdks(RunningServer.BUILD);
        writes = new Writes(rotation, "kept");
    }

    private Sdks sdks(Path build) throws Exception {
        return Sdks.start(
                Sdks.classPath(build),
                List.of(),
                directory.resolve("sdks.log"),
                new Sdks.Watched(SDKS, "nz", key, nodes.urls(), "left", "right"));
    }

    @AfterEach
    void stop() throws Exception {
        writes.close();
        oldSdks.close();
        newSdks.close();
        nodes.close();
    }

    private RequestSpecification admin() {
        return given().baseUri(nodes.urls().get(0)).auth().oauth2(Api.ADMIN).contentType("application/json");
    }

    private JsonPath get(String path) {
        return admin().get(path).then().statusCode(200).extract().jsonPath();
    }

    private void post(String path, Object body, int status) {
        admin().body(body).post(path).then().statusCode(status);
    }

    private void fill() {
        post("/api/v1/projects", Map.of("key", "kept", "name", "Kept"), 201);
        admin().body(Map.of("name", "NZ", "countries", List.of()))
                .put(PROJECT + "/regions/nz")
                .then()
                .statusCode(200);
        Map<String, String> variants = new HashMap<>();
        Writes.variants().forEach(variant -> variants.put(variant, variant));
        for (String flag : List.of("left", "right")) {
            post(PROJECT + "/flags", Map.of("key", flag, "type", "string", "variants", variants), 201);
            turnOn(flag, "v0");
        }
        key = admin().body(Map.of("name", "all", "kind", "server"))
                .post(PROJECT + "/environments/production/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    private void turnOn(String flag, String variant) {
        post(
                PROJECT + "/flags/" + flag + "/environments/production/changes",
                Map.of(
                        "instructions",
                        List.of(Map.of("kind", "turnOn"), Map.of("kind", "setDefault", "variant", variant))),
                200);
    }

    @Test
    void nothingIsLostWhileNodesAreReplaced() throws Exception {
        long first = get(PROJECT + "/environments/production").getLong("revision");
        oldSdks.reach(1, first, LONG);
        newSdks.reach(1, first, LONG);
        writes.begin();
        step("the last release", this::calm);
        step("the last release, tables moved forward under it", () -> {
            System.out.println(nodes.command("migrate"));
            calm();
        });
        replaceAll("upgrade", RunningServer.BUILD);
        replaceAll("rollback", last.build());
        replaceAll("upgrade again", RunningServer.BUILD);
        writes.close();
        long end = get(PROJECT + "/environments/production").getLong("revision");
        oldSdks.reach(1, end, SOON);
        newSdks.reach(1, end, SOON);
        UpgradePage page = new UpgradePage(last, steps, writes, oldSdks, newSdks);
        page.write(nodes, released);
        SoftAssertions all = new SoftAssertions();
        page.judge(all);
        judgeWrites(all);
        all.assertThat(nodes.errors()).as("errors in logs").isEmpty();
        all.assertThat(nodes.command("verify-audit")).contains("rows are as they were written");
        all.assertAll();
    }

    private void step(String name, Work work) throws Exception {
        long from = micros();
        work.run();
        steps.add(new Step(name, from, micros()));
        System.out.println(name + ": " + writes.failed());
    }

    private void replaceAll(String name, Path build) throws Exception {
        step(name + ": node by node", () -> {
            String release = release();
            for (RunningServer node : nodes.all()) {
                nodes.replace(node, build, rotation, key);
            }
            completes(release);
        });
        step(name + ": done", this::calm);
    }

    /** A flag is released while nodes are replaced, whoever leads. */
    private String release() {
        String flag = "released-" + released++;
        post(
                PROJECT + "/flags",
                Map.of("key", flag, "type", "boolean", "variants", Map.of("on", true, "off", false)),
                201);
        turnOn(flag, "off");
        List<Map<String, Object>> stages = List.of(stage(10), stage(50), stage(100));
        return admin().body(Map.of(
                        "environment",
                        "production",
                        "flag",
                        flag,
                        "treatment",
                        "on",
                        "start",
                        true,
                        "plan",
                        Map.of("stages", stages)))
                .post(PROJECT + "/releases")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static Map<String, Object> stage(int percent) {
        return Map.of("regions", List.of("nz"), "percent", percent, "bake", "PT5S");
    }

    private void completes(String release) {
        await().atMost(LONG).until(() -> get(PROJECT + "/releases/" + release).getString("state"), "COMPLETED"::equals);
    }

    private void calm() throws Exception {
        Thread.sleep(CALM.toMillis());
    }

    private static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    private void judgeWrites(SoftAssertions all) {
        all.assertThat(writes.failed()).as("writes that failed").isEmpty();
        String latest = writes.acknowledged().lastEntry().getValue().value();
        for (String flag : List.of("left", "right")) {
            all.assertThat(get(PROJECT + "/flags/" + flag + "/environments/production")
                            .getString("default.variant"))
                    .isEqualTo(latest);
        }
        all.assertThat(flags()).as("flags that were made").containsAll(writes.made());
        all.assertThat(versions())
                .as("revisions that were acknowledged")
                .containsAll(writes.acknowledged().keySet());
    }

    private List<String> flags() {
        return items("/flags?limit=500", "key").stream().map(String::valueOf).toList();
    }

    /** The revisions of all that the flag ever was. */
    private List<Long> versions() {
        return items("/flags/left/environments/production/history?limit=500", "revision").stream()
                .map(one -> ((Number) one).longValue())
                .toList();
    }

    private List<Object> items(String path, String field) {
        List<Object> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonPath page = get(PROJECT + path + cursor);
            all.addAll(page.getList("items." + field));
            cursor = page.getString("nextCursor") == null ? "" : "&cursor=" + page.getString("nextCursor");
        } while (!cursor.isEmpty());
        return all;
    }
}
