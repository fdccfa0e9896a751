package dev.firstlight.server.ci;

import static io.restassured.RestAssured.given;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.RunningServer;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** A project on a running server with a flag for each release, and an application of it that reports how units fare. */
final class Shop {
    static final String PROJECT = "shop";
    static final String AT_ONCE = """
            {"watch": "PT0S", "stages": [{"regions": "all", "percent": 100, "bake": "PT0S", "receipts": null}]}""";
    static final String LONG = """
            {"guards": [{"metric": "errors"}],
             "stages": [{"regions": ["nz"], "percent": 50, "bake": "PT1H", "receipts": null}]}""";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final RunningServer server;
    private final String key;
    private final String releaser;
    private final String viewer;

    Shop(RunningServer server) {
        this.server = server;
        admin().body(Map.of("key", PROJECT, "name", "Shop"))
                .post("/api/v1/projects")
                .then()
                .statusCode(201);
        for (String region : List.of("nz", "au")) {
            admin().body(Map.of("name", region.toUpperCase(Locale.ROOT), "countries", List.of()))
                    .put(in("/regions/" + region))
                    .then()
                    .statusCode(200);
        }
        admin().body(Map.of("name", "error rate", "kind", "binary", "worse", "higher"))
                .put(in("/metrics/errors"))
                .then()
                .statusCode(200);
        key = admin().body(Map.of("name", "shop", "kind", "server"))
                .post(in("/environments/production/keys"))
                .then()
                .statusCode(201)
                .extract()
                .path("key");
        releaser = token("releaser");
        viewer = token("viewer");
    }

    /** One that has a role in the one environment, and none elsewhere, as the documentation advises. */
    private String token(String role) {
        return admin().body(Map.of(
                        "name",
                        "CI as " + role,
                        "role",
                        "member",
                        "grants",
                        List.of(Map.of("project", PROJECT, "environment", "production", "role", role))))
                .post("/api/v1/tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
    }

    RequestSpecification admin() {
        return given().baseUri(server.url()).auth().oauth2(Api.ADMIN).contentType("application/json");
    }

    static String in(String path) {
        return "/api/v1/projects/" + PROJECT + path;
    }

    String releaser() {
        return releaser;
    }

    String viewer() {
        return viewer;
    }

    /** A new flag that is on and serves its old variant. */
    String flag() {
        String flag = "checkout-" + NUMBER.incrementAndGet();
        admin().body(Map.of(
                        "key",
                        flag,
                        "type",
                        "boolean",
                        "variants",
                        Map.of("on", true, "off", false),
                        "offVariant",
                        "off"))
                .post(in("/flags"))
                .then()
                .statusCode(201);
        admin().body(Map.of("instructions", List.of(Map.of("kind", "turnOn"))))
                .post(in("/flags/" + flag + "/environments/production/changes"))
                .then()
                .statusCode(200);
        return flag;
    }

    /** What the author of a pipeline says to release a flag. */
    Map<String, String> told(String flag, String plan) {
        return new HashMap<>(Map.of(
                "FIRSTLIGHT_SERVER", server.url(),
                "FIRSTLIGHT_TOKEN", releaser,
                "FIRSTLIGHT_PROJECT", PROJECT,
                "FIRSTLIGHT_ENVIRONMENT", "production",
                "FIRSTLIGHT_FLAG", flag,
                "FIRSTLIGHT_TREATMENT", "on",
                "FIRSTLIGHT_PLAN", plan));
    }

    JsonPath get(String path) {
        return admin().get(in(path)).then().statusCode(200).extract().jsonPath();
    }

    List<String> releasesOf(String flag) {
        return get("/releases?flag=" + flag).getList("items.id");
    }

    /** Many units of the treatment meet an error, few of the control. */
    void fares(String release, int treatedWithErrors) {
        Map<String, Object> batch = new HashMap<>(Map.of(
                "instance", "shop-1",
                "seq", NUMBER.incrementAndGet(),
                "sdk", Map.of("name", "test", "version", "1"),
                "region", "nz",
                "applied",
                        Map.of(
                                "epoch",
                                1,
                                "revision",
                                get("/environments/production").getInt("revision"))));
        List<String> treated = units(release, "t", 500);
        List<String> control = units(release, "c", 500);
        batch.put("exposures", List.of(exposed(release, "treatment", treated), exposed(release, "control", control)));
        batch.put(
                "outcomes",
                List.of(
                        Map.of("release", release, "metric", "errors", "units", treated.subList(0, treatedWithErrors)),
                        Map.of("release", release, "metric", "errors", "units", control.subList(0, 5))));
        given().baseUri(server.url())
                .auth()
                .oauth2(key)
                .contentType("application/json")
                .body(batch)
                .post("/sdk/v1/telemetry")
                .then()
                .statusCode(202);
    }

    private static Map<String, Object> exposed(String release, String arm, List<String> units) {
        return Map.of("release", release, "stage", 0, "region", "nz", "arm", arm, "units", units);
    }

    private static List<String> units(String release, String arm, int count) {
        long salt = (release + arm).hashCode();
        return IntStream.range(0, count)
                .mapToObj(i -> String.format(Locale.ROOT, "%016x", (salt << 20 | i) * 0x9E3779B97F4A7C15L))
                .toList();
    }
}
