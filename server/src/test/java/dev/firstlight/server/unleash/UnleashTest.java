package dev.firstlight.server.unleash;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import dev.firstlight.server.support.Pages;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Database.class)
class UnleashTest {

    private static final String STATE = """
            {"version": 2,
             "segments": [{"id": 3, "name": "beta", "constraints": [
                {"contextName": "plan", "operator": "IN", "values": ["beta"]}]}],
             "features": [
              {"name": "Old.One", "enabled": true, "strategies": [
                {"name": "flexibleRollout",
                 "parameters": {"rollout": "40", "stickiness": "tenant", "groupId": "theirs"},
                 "constraints": [{"contextName": "country", "operator": "IN", "values": ["nz"], "inverted": true}],
                 "segments": [3]}]},
              {"name": "adults", "enabled": true, "strategies": [
                {"name": "default", "constraints": [{"contextName": "age", "operator": "NUM_GTE", "value": "18"}]}]},
              {"name": "literal", "enabled": true, "strategies": [
                {"name": "default", "constraints": [{"contextName": "mail", "operator": "REGEX", "value": "^kiri"}]}]},
              {"name": "pattern", "enabled": true, "strategies": [
                {"name": "default", "constraints": [{"contextName": "mail", "operator": "REGEX", "value": "a.*b"}]}]},
              {"name": "parent", "enabled": true, "strategies": [{"name": "default"}]},
              {"name": "child", "enabled": true, "strategies": [{"name": "default"}],
               "dependencies": [{"feature": "parent"}]}]}""";

    private String project;
    private String key;

    @BeforeEach
    void imported() {
        project = Api.project();
        key = Api.sdkKey(project, "server");
        Api.admin()
                .body(STATE)
                .post("/api/v1/projects/" + project + "/environments/production/import?from=unleash&contexts=0")
                .then()
                .statusCode(200)
                .body("flags", hasSize(6));
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> features("6.1.0")
                .body("features", hasSize(6)));
    }

    private ValidatableResponse features(String spec) {
        var request = given().header("Authorization", key);
        return (spec.isEmpty() ? request : request.header("Unleash-Client-Spec", spec))
                .get("/api/client/features")
                .then()
                .statusCode(200);
    }

    private static String feature(String name) {
        return "features.find { it.name == '" + name + "' }";
    }

    @Test
    void whatWasImportedComesBack() {
        String strategy = feature("Old.One") + ".strategies[0].";
        features("6.1.0")
                .body("version", equalTo(2))
                .body("segments.id", contains(3))
                .body("segments[0].constraints[0].values", contains("beta"))
                .body(strategy + "name", equalTo("flexibleRollout"))
                .body(strategy + "parameters.groupId", equalTo("theirs"))
                .body(strategy + "parameters.stickiness", equalTo("tenant"))
                .body(strategy + "parameters.rollout", equalTo("40"))
                .body(strategy + "segments", contains(3))
                .body(strategy + "constraints[0].contextName", equalTo("country"))
                .body("$", not(hasKey("leftOut")));
    }

    @Test
    void olderSdksGetWhatTheyUnderstand() {
        String literal = feature("literal") + ".strategies[0].constraints[0].";
        features("5.2.0")
                .body("features.name", containsInAnyOrder("Old.One", "adults", "literal", "parent", "child"))
                .body(literal + "operator", equalTo("STR_STARTS_WITH"))
                .body(literal + "values", contains("kiri"))
                .body("leftOut.pattern", notNullValue());
        features("4.2.0").body("features.name", containsInAnyOrder("Old.One", "adults", "literal", "parent"));
        for (String silentOrOlder : new String[] {"", "4.1.9"}) {
            features(silentOrOlder)
                    .body("segments", is(empty()))
                    .body(
                            feature("Old.One") + ".strategies[0].constraints.contextName",
                            containsInAnyOrder("country", "plan"));
        }
        features("3.3.0")
                .body("features.name", containsInAnyOrder("Old.One", "parent"))
                .body(feature("Old.One") + ".strategies[0].constraints.operator", containsInAnyOrder("NOT_IN", "IN"))
                .body("leftOut.adults", notNullValue());
        given().header("Authorization", key)
                .header("Unleash-Client-Spec", "v5")
                .get("/api/client/features")
                .then()
                .statusCode(400);
    }

    @Test
    void whatDidNotChangeIsNotSent() {
        String tag = features("5.2.0").extract().header("ETag");
        given().headers("Authorization", key, "Unleash-Client-Spec", "5.2.0", "If-None-Match", tag)
                .get("/api/client/features")
                .then()
                .statusCode(304)
                .body(is(""));
        given().headers("Authorization", key, "Unleash-Client-Spec", "4.2.0", "If-None-Match", tag)
                .get("/api/client/features")
                .then()
                .statusCode(200);
        given().headers("Authorization", key, "Unleash-Client-Spec", "5.2.0")
                .get("/api/client/features?namePrefix=Old")
                .then()
                .body("features.name", contains("Old.One"));
        given().headers("Authorization", key)
                .get("/api/client/features/adults")
                .then()
                .statusCode(200);
        given().headers("Authorization", key)
                .get("/api/client/features/nothing")
                .then()
                .statusCode(404)
                .body("status", equalTo(404));
    }

    @Test
    void keysAreHeldToWhatTheyAreFor() {
        String client = Api.sdkKey(project, "client");
        given().get("/api/client/features").then().statusCode(401).body("status", equalTo(401));
        given().header("Authorization", "*:production.secret")
                .get("/api/client/features")
                .then()
                .statusCode(401);
        given().header("Authorization", client)
                .get("/api/client/features")
                .then()
                .statusCode(403);
        given().header("Authorization", client)
                .get("/api/frontend?userId=7&properties[age]=44")
                .then()
                .statusCode(200)
                .body("toggles", is(empty()));
        given().header("Authorization", key)
                .get("/api/frontend?userId=7&properties[age]=44")
                .then()
                .body("toggles.name", containsInAnyOrder("adults", "parent", "child"));
        Api.admin()
                .contentType("application/merge-patch+json")
                .header(
                        "If-Match",
                        Api.admin()
                                .get("/api/v1/projects/" + project + "/flags/adults")
                                .header("ETag"))
                .body(Map.of("clientVisible", true))
                .patch("/api/v1/projects/" + project + "/flags/adults")
                .then()
                .statusCode(200);
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> given().header("Authorization", client)
                .contentType("application/json")
                .body("{\"context\":{\"userId\":\"7\",\"properties\":{\"age\":\"44\"}}}")
                .post("/api/frontend")
                .then()
                .body("toggles.name", contains("adults"))
                .body("toggles[0].variant.name", equalTo("disabled")));
        given().header("Authorization", client)
                .get("/api/frontend?properties[age]=17")
                .then()
                .body("toggles", is(empty()));
        given().headers("Authorization", client, "Origin", "https://evil.example")
                .get("/api/frontend")
                .then()
                .statusCode(403);
        Pages.allow(project, "https://shop.example");
        String tag = given().headers("Authorization", client, "Origin", "https://shop.example")
                .get("/api/frontend?properties[age]=44")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", equalTo("https://shop.example"))
                .extract()
                .header("ETag");
        given().headers("Authorization", client, "If-None-Match", tag)
                .get("/api/frontend?properties[age]=44")
                .then()
                .statusCode(304);
        given().headers("Authorization", client, "If-None-Match", tag)
                .get("/api/frontend?properties[age]=4")
                .then()
                .statusCode(200);
    }

    @Test
    void countsAreKeptByVariant() {
        FlagApi.create(project, "checkout");
        String client = Api.sdkKey(project, "client");
        String counts = "{\"appName\":\"e2e\",\"bucket\":{\"start\":\"2026-01-01T00:00:00Z\",\"toggles\":{"
                + "\"checkout\":{\"yes\":3,\"no\":2,\"variants\":{\"disabled\":1}},"
                + "\"Never.Made\":{\"yes\":1}}}}";
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> features("6.1.0")
                .body("features", hasSize(7)));
        for (String path : new String[] {"/api/frontend/client/metrics", "/api/client/metrics"}) {
            given().header("Authorization", path.contains("frontend") ? client : key)
                    .contentType("application/json")
                    .body(counts)
                    .post(path)
                    .then()
                    .statusCode(202);
        }
        Api.admin()
                .get("/api/v1/projects/" + project + "/flags/checkout/lifecycle")
                .then()
                .statusCode(200)
                .body("stage", equalTo("live"))
                .body("served.find { it.variant == 'on' }.count", equalTo(3))
                .body("served.find { it.variant == 'off' }.count", equalTo(2));
        given().header("Authorization", key)
                .contentType("application/json")
                .body("{\"bucket\":{\"toggles\":{\"checkout\":{\"yes\":-3}}}}")
                .post("/api/client/metrics")
                .then()
                .statusCode(422);
        given().header("Authorization", key)
                .contentType("application/json")
                .body(
                        "{\"appName\":\"e2e\",\"instanceId\":\"i\",\"strategies\":[\"default\"],\"started\":\"x\",\"interval\":10}")
                .post("/api/client/register")
                .then()
                .statusCode(202);
    }
}
