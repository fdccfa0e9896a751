package dev.firstlight.server.release;

import dev.firstlight.server.support.Api;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
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
        return create(request(plan));
    }

    String create(Map<String, Object> request) {
        return Api.admin()
                .body(request)
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
        List<String> all = fresh(count);
        return batch(
                List.of(Map.of("release", id, "stage", stage, "region", region, "arm", arm, "units", all)),
                List.of(Map.of("release", id, "metric", METRIC, "units", all.subList(0, events))));
    }

    void metric(String metric, String kind, String worse) {
        Api.admin()
                .body(Map.of("name", metric, "kind", kind, "worse", worse))
                .put("/api/v1/projects/" + project + "/metrics/" + metric)
                .then()
                .statusCode(200);
    }

    /** An application asks for the flag, in nz. */
    void asked() {
        Map<String, Object> batch = batch(List.of(), List.of());
        batch.put(
                "evaluations",
                List.of(Map.of("flag", "checkout-v2", "variant", "off", "reason", "DEFAULT", "count", 3)));
        send(batch);
    }

    /** New units in nz's first stage that each measure something around these values. */
    void measure(String id, String arm, int count, Map<String, Double> means) {
        List<String> all = fresh(count);
        List<Map<String, Object>> outcomes = new ArrayList<>();
        means.forEach((metric, mean) -> {
            List<Double> values = IntStream.range(0, count)
                    .mapToObj(i -> mean * (0.8 + 0.4 * (i % 21) / 20))
                    .toList();
            outcomes.add(Map.of("release", id, "metric", metric, "units", all, "values", values));
        });
        send(batch(List.of(Map.of("release", id, "stage", 0, "region", "nz", "arm", arm, "units", all)), outcomes));
    }

    /** The release as soon as it is so. */
    JsonPath until(String id, Predicate<JsonPath> holds) {
        for (int i = 0; i < 300; i++) {
            JsonPath now = release(id);
            if (holds.test(now)) {
                return now;
            }
            pause(200);
        }
        throw new AssertionError(release(id).prettify());
    }

    void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> fresh(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.format("%016x", units.incrementAndGet() * 0x9E3779B97F4A7C15L))
                .toList();
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
