package dev.firstlight.server.client;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.EventReader;
import dev.firstlight.server.support.FlagApi;
import dev.firstlight.server.support.Pages;
import dev.firstlight.wire.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@NullUnmarked // the test framework sets the fields
@QuarkusTestResource(Database.class)
class ClientTest {

    private static final String EVALUATE = "/client/v1/evaluate";
    private static final String ALICE = "{\"context\":{\"targetingKey\":\"alice\",\"plan\":\"free\"}}";

    @TestHTTPResource("/client/v1/stream")
    URI stream;

    private String project;
    private String key;
    private int revision;

    @BeforeEach
    void flags() {
        project = Api.project();
        key = Api.sdkKey(project, "client");
        for (String flag : List.of("checkout", "banner", "child")) {
            FlagApi.create(
                    project,
                    Map.of(
                            "key",
                            flag,
                            "type",
                            "boolean",
                            "variants",
                            Map.of("on", true, "off", false),
                            "offVariant",
                            "off",
                            "clientVisible",
                            true));
        }
        FlagApi.create(project, "hidden");
        Api.admin()
                .body(Map.of("included", List.of()))
                .put("/api/v1/projects/" + project + "/environments/production/segments/beta");
        revision = FlagApi.patch(
                project, "checkout", onFor(Map.of("attribute", "plan", "op", "in", "values", List.of("paid"))));
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> Api.with(key).body(ALICE).post(EVALUATE).then().body("revision", equalTo(revision)));
    }

    private static Map<String, Object> onFor(Map<String, Object> when) {
        return Map.of(
                "enabled",
                true,
                "rules",
                List.of(Map.of("id", "some", "when", when, "serve", Map.of("variant", "on"))));
    }

    private static JsonNode data(EventReader.Event event) throws IOException {
        return Json.parse(event.data());
    }

    private EventReader open(String body) throws Exception {
        return EventReader.post(stream.toString(), Map.of("Authorization", "Bearer " + key), body);
    }

    @Test
    void valuesForAContextAndNoRules() {
        String tag = Api.with(key)
                .body(ALICE.replace("free", "paid"))
                .post(EVALUATE)
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("private, no-store"))
                .body("epoch", equalTo(1))
                .body("flags.keySet()", containsInAnyOrder("checkout", "banner", "child"))
                .body("flags.checkout.value", equalTo(true))
                .body("flags.checkout.variant", equalTo("on"))
                .body("flags.checkout.reason", equalTo("TARGETING_MATCH"))
                .body("flags.banner.reason", equalTo("DISABLED"))
                .body("flags.checkout", not(hasKey("rules")))
                .extract()
                .header("ETag");
        Api.with(key)
                .header("If-None-Match", tag)
                .body(ALICE.replace("free", "paid"))
                .post(EVALUATE)
                .then()
                .statusCode(304)
                .body(is(""));
        Api.with(key)
                .header("If-None-Match", tag)
                .body(ALICE)
                .post(EVALUATE)
                .then()
                .statusCode(200)
                .body("flags.checkout.value", equalTo(false));
    }

    @Test
    void whatIsWrongIsSaid() {
        Api.with(key).body("{").post(EVALUATE).then().statusCode(400);
        Api.with(key).body("{\"context\":{},\"flag\":1}").post(EVALUATE).then().statusCode(400);
        Api.with(key).body("{}").post(EVALUATE).then().statusCode(422).body("errors[0].pointer", equalTo("/context"));
        Api.with(key)
                .body("{\"context\":{\"targetingKey\":7}}")
                .post("/client/v1/stream")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/context/targetingKey"));
        String large = "{\"context\":{\"a\":\"" + "x".repeat(300_000) + "\"}}";
        Api.with(key).body(large).post("/client/v1/stream").then().statusCode(413);
        given().body(ALICE)
                .contentType("application/json")
                .post(EVALUATE)
                .then()
                .statusCode(401);
        for (String path : List.of(EVALUATE, "/client/v1/stream")) {
            Api.with(Api.sdkKey(project, "server"))
                    .body(ALICE)
                    .post(path)
                    .then()
                    .statusCode(403);
            Api.with("flc_unknown")
                    .body(ALICE)
                    .post(path)
                    .then()
                    .statusCode(401)
                    .body("status", equalTo(401));
            Api.with(key)
                    .header("Origin", "https://evil.example")
                    .body(ALICE)
                    .post(path)
                    .then()
                    .statusCode(403)
                    .body("detail", containsString("https://evil.example"));
        }
    }

    @Test
    void aStreamSendsAllAndThenWhatChangesForThisContext() throws Exception {
        try (EventReader alice = open(ALICE);
                EventReader paid = open(ALICE.replace("free", "paid"))) {
            EventReader.Event first = alice.next();
            assertThat(first.name()).isEqualTo("values");
            assertThat(first.id()).isEqualTo("1-" + revision);
            assertThat(data(first).path("flags")).hasSize(3);
            assertThat(data(paid.next()).at("/flags/checkout/value").asBoolean())
                    .isTrue();

            // Nobody sees this one.
            FlagApi.patch(project, "hidden", Map.of("enabled", true));
            // This makes a difference to alice alone.
            FlagApi.patch(
                    project,
                    "checkout",
                    onFor(Map.of("attribute", "plan", "op", "in", "values", List.of("paid", "free"))));
            EventReader.Event change = alice.next();
            assertThat(change.name()).isEqualTo("change");
            assertThat(data(change).path("flags")).hasSize(1);
            assertThat(data(change).at("/flags/checkout/value").asBoolean()).isTrue();

            // And this to both, by a prerequisite.
            Map<String, Object> child = new HashMap<>(Map.of("enabled", true, "default", Map.of("variant", "on")));
            child.put("prerequisites", List.of(Map.of("flag", "checkout", "variants", List.of("on"))));
            FlagApi.patch(project, "child", child);
            assertThat(data(alice.next()).at("/flags/child/value").asBoolean()).isTrue();
            assertThat(data(paid.next()).at("/flags/child/value").asBoolean()).isTrue();
            FlagApi.patch(
                    project,
                    "checkout",
                    onFor(Map.of("attribute", "plan", "op", "in", "values", List.of("paid", "gold"))));
            JsonNode both = data(alice.next()).path("flags");
            assertThat(both).hasSize(2);
            assertThat(both.at("/checkout/value").asBoolean(true)).isFalse();
            assertThat(both.at("/child/reason").asText()).isEqualTo("DISABLED");
            assertThat(paid.hasEvent()).isFalse();
        }
    }

    @Test
    void aFlagThatMayNoLongerBeSeenIsTakenAway() throws Exception {
        try (EventReader alice = open(ALICE)) {
            alice.next();
            String path = "/api/v1/projects/" + project + "/flags/banner";
            Api.admin()
                    .contentType("application/merge-patch+json")
                    .header("If-Match", Api.admin().get(path).header("ETag"))
                    .body(Map.of("clientVisible", false))
                    .patch(path)
                    .then()
                    .statusCode(200);
            JsonNode flags = data(alice.next()).path("flags");
            assertThat(flags.has("banner")).isTrue();
            assertThat(flags.path("banner").isNull()).isTrue();
        }
    }

    @Test
    void whoComesBackGetsNothingOrAll() throws Exception {
        String position = "1-" + revision;
        Map<String, String> headers = Map.of("Authorization", "Bearer " + key, "Last-Event-ID", position);
        try (EventReader events = EventReader.post(stream.toString(), headers, ALICE)) {
            assertThat(events.nextOrComment()).isEqualTo(EventReader.Event.COMMENT);
            FlagApi.patch(project, "banner", Map.of("enabled", true, "default", Map.of("variant", "on")));
            assertThat(data(events.next()).path("flags").fieldNames().next()).isEqualTo("banner");
        }
        try (EventReader events = EventReader.post(stream.toString(), headers, ALICE)) {
            assertThat(events.next().name()).isEqualTo("values");
        }
    }

    @Test
    void theStreamOfARevokedKeyEnds() throws Exception {
        try (EventReader alice = open(ALICE)) {
            alice.next();
            String path = "/api/v1/projects/" + project + "/environments/production/keys";
            Api.admin()
                    .delete(path + "/" + Api.admin().get(path).path("items[0].id"))
                    .then()
                    .statusCode(204);
            assertThat(alice.next()).isEqualTo(EventReader.Event.END);
        }
    }

    @Test
    void aPageOnTheListMayStream() throws Exception {
        Pages.allow(project, "https://shop.example");
        Api.with(key)
                .header("Origin", "https://shop.example")
                .body(ALICE)
                .post(EVALUATE)
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", equalTo("https://shop.example"));
        Api.admin()
                .body(Map.of("origins", List.of(), "secureMode", true))
                .put(Pages.path(project))
                .then()
                .statusCode(200);
        Api.with(key).body(ALICE).post("/client/v1/stream").then().statusCode(403);
        Api.with(key).body(ALICE).post(EVALUATE).then().statusCode(403);
    }
}
