package dev.firstlight.server.release;

import dev.firstlight.server.support.Api;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** A project with a flag, and an SDK in it that reports what this test says it saw. */
final class World {
    static final String METRIC = "panel.error";

    final String project = Api.project();
    final String releases = "/api/v1/projects/" + project + "/releases";
    private final String targeting = "/api/v1/projects/" + project + "/flags/checkout-v2/environments/production";
    private final String key = Api.sdkKey(project, "server");
    private final AtomicInteger seq = new AtomicInteger();
    private final AtomicInteger units = new AtomicInteger();

    World() {
        Api.admin()
                .body(Map.of("name", "error rate", "kind", "binary", "worse", "higher"))
                .put("/api/v1/projects/" + project + "/metrics/" + METRIC)
                .then()
                .statusCode(200);
        Api.admin()
                .body(Map.of(
                        "key",
                        "checkout-v2",
                        "type",
                        "boolean",
                        "variants",
                        Map.of("on", true, "off", false),
                        "offVariant",
                        "off"))
                .post("/api/v1/projects/" + project + "/flags")
                .then()
                .statusCode(201);
        edit(Map.of("enabled", true)).then().statusCode(200);
    }

    /** A person's edit of the flag in production. */
    Response edit(Map<String, Object> patch) {
        return Api.admin()
                .contentType("application/merge-patch+json")
                .header("If-Match", Api.admin().get(targeting).header("ETag"))
                .body(patch)
                .patch(targeting);
    }

    JsonPath flag() {
        return Api.admin().get(targeting).then().statusCode(200).extract().jsonPath();
    }

    /** A stage that bakes for a second and asks for nothing else. */
    static Map<String, Object> stage(String region, double percent) {
        Object regions = region.equals("all") ? region : List.of(region);
        return new HashMap<>(Map.of("regions", regions, "percent", percent, "bake", "PT1S"));
    }

    @SafeVarargs
    static Map<String, Object> plan(Map<String, Object>... stages) {
        return Map.of("stages", List.of(stages), "guards", List.of(Map.of("metric", METRIC, "margin", 1.0)));
    }

    Map<String, Object> request(Map<String, Object> plan) {
        return Map.of(
                "environment", "production", "flag", "checkout-v2", "treatment", "on", "plan", plan, "start", true);
    }

    String start(Map<String, Object> plan) {
        return Api.admin()
                .body(request(plan))
                .post(releases)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    JsonPath release(String id) {
        return Api.admin()
                .get(releases + "/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    JsonPath act(String id, String action) {
        return Api.admin()
                .body(Map.of("comment", "by a test"))
                .post(releases + "/" + id + "/" + action)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    JsonPath await(String id, String timeout) {
        return Api.admin()
                .get(releases + "/" + id + "/wait?timeout=" + timeout)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** Reports that this instance serves what the environment is at. */
    void serve() {
        send(batch(List.of(), List.of()));
    }

    /** New units of one arm, the first so many of which have the event. */
    void report(String id, int stage, String region, String arm, int count, int events) {
        send(reported(id, stage, region, arm, count, events));
    }

    Map<String, Object> reported(String id, int stage, String region, String arm, int count, int events) {
        List<String> all = IntStream.range(0, count)
                .mapToObj(i -> String.format("%016x", units.incrementAndGet() * 0x9E3779B97F4A7C15L))
                .toList();
        return batch(
                List.of(Map.of("release", id, "stage", stage, "region", region, "arm", arm, "units", all)),
                List.of(Map.of("release", id, "metric", METRIC, "units", all.subList(0, events))));
    }

    void send(Map<String, Object> batch) {
        Api.with(key).body(batch).post("/sdk/v1/telemetry").then().statusCode(202);
    }

    private Map<String, Object> batch(List<Map<String, Object>> exposures, List<Map<String, Object>> outcomes) {
        int revision = Api.admin()
                .get("/api/v1/projects/" + project + "/environments/production")
                .then()
                .extract()
                .path("revision");
        Map<String, Object> batch = new HashMap<>();
        batch.put("instance", "sdk-1");
        batch.put("seq", seq.incrementAndGet());
        batch.put("sdk", Map.of("name", "test", "version", "1"));
        batch.put("region", "nz");
        batch.put("applied", Map.of("epoch", 1, "revision", revision));
        batch.put("exposures", new ArrayList<>(exposures));
        batch.put("outcomes", new ArrayList<>(outcomes));
        return batch;
    }
}
