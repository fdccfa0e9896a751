package dev.firstlight.server.targeting;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Staging and production beside each other, and what goes from one to the other. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class PromotionTest {

    private String project;

    @BeforeEach
    void stagingIsAhead() {
        project = Api.project();
        FlagApi.create(project, "checkout");
        FlagApi.create(project, "same");
        Api.admin()
                .body(Map.of("key", "staging", "name", "Staging"))
                .post("/api/v1/projects/" + project + "/environments")
                .then()
                .statusCode(201);
        segment("staging", "vip", Map.of("included", List.of("alice")));
        segment("staging", "outer", Map.of("when", Map.of("segment", "vip")));
        segment("staging", "unrelated", Map.of("included", List.of("x")));
        Api.admin()
                .header("If-Match", "\"1\"")
                .body(Map.of(
                        "enabled",
                        true,
                        "targets",
                        List.of(Map.of("variant", "on", "keys", List.of("kiri"))),
                        "rules",
                        List.of(Map.of(
                                "id", "r", "when", Map.of("segment", "outer"), "serve", Map.of("variant", "on")))))
                .patch(flag("staging"))
                .then()
                .statusCode(200);
    }

    private void segment(String environment, String key, Map<String, Object> body) {
        Api.admin().body(body).put(segments(environment) + "/" + key).then().statusCode(200);
    }

    private String segments(String environment) {
        return "/api/v1/projects/" + project + "/environments/" + environment + "/segments";
    }

    private String flag(String environment) {
        return "/api/v1/projects/" + project + "/flags/checkout/environments/" + environment;
    }

    private ValidatableResponse promote(@Nullable String tag, String body) {
        return promote("", tag, body);
    }

    private ValidatableResponse promote(String query, @Nullable String tag, String body) {
        var request = tag == null ? Api.admin() : Api.admin().header("If-Match", tag);
        return request.body(body).post(flag("staging") + "/promote" + query).then();
    }

    private ValidatableResponse production() {
        return Api.admin().get(flag("production")).then().statusCode(200);
    }

    @Test
    void twoEnvironmentsAreComparedAPageAtATime() {
        String path = "/api/v1/projects/" + project + "/environments/production/compare";
        Api.admin()
                .get(path + "?with=staging")
                .then()
                .statusCode(200)
                .body("environment", equalTo("production"))
                .body("with", equalTo("staging"))
                .body("equal.flags", equalTo(1))
                .body("equal.segments", equalTo(0))
                .body("different.flags", equalTo(1))
                .body("different.segments", equalTo(3))
                .body("items.key", contains("checkout", "outer", "unrelated", "vip"))
                .body("items[0].state", equalTo("different"))
                .body("items[0].differences.kind", contains("turnedOn", "targetsAdded", "ruleAdded"))
                .body("items[1].state", equalTo("onlyThere"))
                .body("nextCursor", nullValue());
        String cursor = Api.admin()
                .get(path + "?with=staging&limit=1")
                .then()
                .body("items.key", contains("checkout"))
                .body("different.segments", equalTo(3))
                .body("nextCursor", notNullValue())
                .extract()
                .path("nextCursor");
        Api.admin()
                .queryParam("cursor", cursor)
                .get(path + "?with=staging&limit=2")
                .then()
                .body("items.key", contains("outer", "unrelated"));
        Api.admin().get(path).then().statusCode(422).body("errors[0].pointer", equalTo("/with"));
        Api.admin().get(path + "?with=production").then().statusCode(422);
        Api.admin().get(path + "?with=ghost").then().statusCode(404);
    }

    @Test
    void segmentsThatAreMissingAreNamedOrComeAlong() {
        promote("\"1\"", "{\"to\": \"production\"}")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/segments"))
                .body("errors[0].detail", containsString("outer, vip"))
                .body("errors[0].detail", containsString("\"segments\": true"));
        int before = revision();
        promote("?dryRun=true", "\"1\"", "{\"to\": \"production\", \"segments\": true}")
                .statusCode(200)
                .body("dryRun", equalTo(true))
                .body("segments", contains("outer", "vip"))
                .body("differences.kind", contains("turnedOn", "targetsAdded", "ruleAdded"));
        production().header("ETag", "\"1\"").body("enabled", equalTo(false));
        promote("\"1\"", "{\"to\": \"production\", \"segments\": true, \"comment\": \"ready\"}")
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("enabled", equalTo(true))
                .body("rules", hasSize(1))
                .body("segments", contains("outer", "vip"));
        org.assertj.core.api.Assertions.assertThat(revision()).isEqualTo(before + 1);
        production().header("ETag", "\"2\"").body("targets[0].keys", contains("kiri"));
        Api.admin().get(segments("production")).then().body("items.key", contains("outer", "vip"));
        Api.admin().delete(segments("production") + "/vip").then().statusCode(409);
        Api.admin()
                .get("/api/v1/projects/" + project + "/audit?limit=3")
                .then()
                .body("items.comment", equalTo(List.of("ready", "ready", "ready")))
                .body("items.action", hasItem("segment.created"))
                .body("items.subject", hasItem("production/checkout"));
        // Now they are there: nothing differs any more.
        promote("\"2\"", "{\"to\": \"production\", \"segments\": true}")
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("differences", empty())
                .body("segments", empty());
    }

    private int revision() {
        return Api.admin()
                .get("/api/v1/projects/" + project + "/environments/production")
                .path("revision");
    }

    @Test
    void aLargeListComesAlongUnderAVersionOfItsOwn() {
        Api.admin()
                .contentType("text/plain; charset=utf-8")
                .header("If-Match", "\"1\"")
                .body("one\ntwo\nthree\n")
                .put(segments("staging") + "/vip/keys")
                .then()
                .statusCode(200);
        segment("production", "vip", Map.of("included", List.of("nobody")));
        Api.admin()
                .body(Map.of("add", List.of("old")))
                .post(segments("production") + "/vip/keys")
                .then()
                .statusCode(200)
                .body("large.version", equalTo(2));
        Api.admin()
                .header("If-Match", "\"2\"")
                .body(Map.of("included", List.of("nobody else")))
                .put(segments("production") + "/vip")
                .then()
                .statusCode(200);
        promote("\"1\"", "{\"to\": \"production\", \"segments\": true}").statusCode(200);
        Api.admin()
                .get(segments("production") + "/vip")
                .then()
                .body("included", contains("alice"))
                .body("large.count", equalTo(3))
                .body("large.version", equalTo(4))
                .body("version", equalTo(4));
        Api.admin().get(segments("production") + "/vip/keys/two").then().body("member", equalTo(true));
        Api.admin().get(segments("production") + "/vip/keys/old").then().body("member", equalTo(false));
        String key = Api.sdkKey(project, "server");
        org.awaitility.Awaitility.await()
                .until(() -> Api.with(key).get("/sdk/v1/segments/vip?version=4").asByteArray().length == 24);
        Api.admin()
                .get("/api/v1/projects/" + project + "/environments/production/compare?with=staging")
                .then()
                .body("items.key", contains("unrelated"));
    }

    @Test
    void onlyWhatIsNamedGoes() {
        promote("\"1\"", "{\"to\": \"production\", \"fields\": [\"enabled\", \"targets\"]}")
                .statusCode(200)
                .body("enabled", equalTo(true))
                .body("targets", hasSize(1))
                .body("rules", empty())
                .body("kept", empty());
        Api.admin()
                .get("/api/v1/projects/" + project + "/audit?limit=1")
                .then()
                .body("items[0].comment", equalTo("From staging."));
    }

    @Test
    void whoSawAnotherVersionOrNoneIsTold() {
        promote(null, "{\"to\": \"production\"}").statusCode(428);
        promote("\"7\"", "{\"to\": \"production\", \"fields\": [\"enabled\"]}")
                .statusCode(412)
                .body("current.version", equalTo(1));
    }

    @Test
    void theSameRequestIsDoneOnce() {
        for (int i = 0; i < 2; i++) {
            Api.admin()
                    .header("If-Match", "\"1\"")
                    .header("Idempotency-Key", "promote-" + project)
                    .body("{\"to\": \"production\", \"fields\": [\"enabled\"]}")
                    .post(flag("staging") + "/promote")
                    .then()
                    .statusCode(200)
                    .header("ETag", "\"2\"")
                    .header("Idempotency-Replayed", i == 0 ? nullValue() : equalTo("true"));
        }
    }

    @Test
    void aReleaseThatRunsThereKeepsItsDefault() {
        FlagApi.patch(project, "checkout", Map.of("enabled", true));
        Api.admin()
                .body(Map.of(
                        "environment",
                        "production",
                        "flag",
                        "checkout",
                        "treatment",
                        "on",
                        "start",
                        true,
                        "plan",
                        Map.of("stages", List.of(Map.of("regions", List.of("nz"), "percent", 5, "bake", "PT1H")))))
                .post("/api/v1/projects/" + project + "/releases")
                .then()
                .statusCode(201);
        var split = Api.admin().get(flag("production")).path("default");
        String tag = Api.admin().get(flag("production")).header("ETag");
        promote(tag, "{\"to\": \"production\", \"fields\": [\"targets\", \"default\"]}")
                .statusCode(200)
                .body("kept", contains("default"))
                .body("targets", hasSize(1))
                .body("default", equalTo(split))
                .body("release", notNullValue());
        // And what it moves there goes nowhere else: its control does.
        String there = Api.admin().get(flag("staging")).header("ETag");
        Api.admin()
                .header("If-Match", there)
                .body("{\"to\": \"staging\"}")
                .post(flag("production") + "/promote")
                .then()
                .statusCode(200)
                .body("default", equalTo(Map.of("variant", "off")))
                .body("release", nullValue());
    }

    @Test
    void testsOfTheFlagThereAreAsked() {
        Api.admin()
                .header("If-Match", "\"1\"")
                .body("{\"tests\": [{\"name\": \"kiri gets nothing\", \"context\": {\"targetingKey\": \"kiri\"},"
                        + " \"expect\": {\"variant\": \"off\"}}]}")
                .put(flag("production") + "/tests")
                .then()
                .statusCode(200);
        promote("\"2\"", "{\"to\": \"production\", \"fields\": [\"enabled\", \"targets\"]}")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/fields"))
                .body("errors[0].detail", containsString("kiri gets nothing"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"to": "staging"}                            | 422 | /to
            {"to": "ghost"}                              | 422 | /to
            {"to": "production", "fields": []}           | 422 | /fields
            {"to": "production", "fields": ["variants"]} | 422 | /fields/0
            {}                                           | 422 | /to
            {"to": "production", "force": true}          | 400 | /force
            """)
    void whatMakesNoSenseIsRefused(String body, int status, String pointer) {
        promote("\"1\"", body).statusCode(status).body("errors[0].pointer", equalTo(pointer));
    }
}
