package dev.firstlight.server.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.firstlight.client.FlagClient;
import dev.firstlight.core.Context;
import dev.firstlight.core.LargeSegment;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@NullUnmarked // the test framework sets the fields
@QuarkusTestResource(Database.class)
class SegmentKeysTest {

    @TestHTTPResource("/")
    URI server;

    private String project;
    private String key;
    private String segment;

    @BeforeEach
    void aFlagForASegment() {
        project = Api.project();
        key = Api.sdkKey(project, "server");
        segment = "/api/v1/projects/" + project + "/environments/production/segments/vip";
        Api.admin()
                .body(Map.of("name", "Very important", "included", List.of("included"), "excluded", List.of("user-3")))
                .put(segment)
                .then()
                .statusCode(200);
        FlagApi.create(project, "vip");
        Map<String, Object> rule =
                Map.of("id", "vip", "when", Map.of("segment", "vip"), "serve", Map.of("variant", "on"));
        FlagApi.patch(project, "vip", Map.of("enabled", true, "rules", List.of(rule)));
    }

    @Test
    void twoHundredThousandKeysAreEvaluatedEverywhere() {
        upload(users(200_000))
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("name", equalTo("Very important"))
                .body("large.version", equalTo(2))
                .body("large.count", equalTo(200_000));
        for (String member : List.of("user-0", "user-199999", "included")) {
            assertThat(evaluate(member)).as(member).isTrue();
        }
        for (String other : List.of("user-200000", "user-3", "nobody")) {
            assertThat(evaluate(other)).as(other).isFalse();
        }
        Api.admin()
                .body(Map.of("flag", "vip", "context", Map.of("targetingKey", "user-7")))
                .post("/api/v1/projects/" + project + "/environments/production/explain")
                .then()
                .statusCode(200)
                .body("evaluation.variant", equalTo("on"))
                .body("steps.detail.flatten()", org.hamcrest.Matchers.hasItem(containsString("large list")));
        try (FlagClient client =
                FlagClient.builder().url(server).sdkKey(key).telemetry(false).build()) {
            assertThat(client.awaitReady(Duration.ofSeconds(10))).isTrue();
            assertThat(client.boolValue("vip", Context.of("user-199999"), false))
                    .isTrue();
            assertThat(client.boolValue("vip", Context.of("user-200000"), true)).isFalse();
            change(Map.of("add", List.of("user-200000", "user-1"), "remove", List.of("user-199999")))
                    .statusCode(200)
                    .header("ETag", "\"3\"")
                    .body("large.version", equalTo(3))
                    .body("large.count", equalTo(200_000));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> client.boolValue("vip", Context.of("user-200000"), false)
                            && !client.boolValue("vip", Context.of("user-199999"), true));
        }
        assertThat(evaluate("user-200000")).isTrue();
        assertThat(evaluate("user-199999")).isFalse();
    }

    @Test
    void sdksGetTheHashesOfAVersion() {
        upload("bob\nalice\r\nbob\nZoë").statusCode(200).body("large.count", equalTo(3));
        published(2);
        String path = "/sdk/v1/segments/vip";
        Response answer = Api.with(key).get(path);
        answer.then().statusCode(200).contentType("application/octet-stream").header("ETag", "\"2\"");
        LargeSegment keys = LargeSegment.of("vip", 2, answer.body().asByteArray());
        assertThat(List.of("alice", "bob", "Zoë")).allMatch(keys::contains);
        assertThat(keys.contains("carol")).isFalse();
        Api.with(key)
                .header("If-None-Match", "\"2\"")
                .get(path)
                .then()
                .statusCode(304)
                .body(equalTo(""));
        change(Map.of("add", List.of("carol"))).statusCode(200);
        published(3);
        Api.with(key).get(path).then().header("ETag", "\"3\"");
        assertThat(Api.with(key).get(path + "?version=2").body().asByteArray()).hasSize(24);
        Api.with(key)
                .get(path + "?version=1")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", containsString("version 1"));
        Api.with(key).get(path + "?version=x").then().statusCode(400);
        Api.with(key).get("/sdk/v1/segments/none").then().statusCode(404);
        Api.with(Api.sdkKey(project, "client")).get(path).then().statusCode(403);
        Api.with(Api.sdkKey(Api.project(), "server")).get(path).then().statusCode(404);
    }

    @Test
    void keysAreAskedForOneByOne() {
        Api.admin().get(segment + "/keys/alice").then().statusCode(200).body("member", equalTo(false));
        change(Map.of("add", List.of("alice", "a b@c"))).statusCode(200).body("large.count", equalTo(2));
        String viewer = token("viewer");
        Api.with(viewer).get(segment + "/keys/alice").then().statusCode(200).body("member", equalTo(true));
        Api.with(viewer).get(segment + "/keys/a b@c").then().statusCode(200).body("member", equalTo(true));
        Api.with(viewer).get(segment + "/keys/bob").then().statusCode(200).body("member", equalTo(false));
        Api.with(viewer).get(segment + "/keys").then().statusCode(405);
        Api.with(viewer)
                .body(Map.of("add", List.of("x")))
                .post(segment + "/keys")
                .then()
                .statusCode(403);
        put(viewer, "\"2\"", "text/plain", "x".getBytes(StandardCharsets.UTF_8))
                .statusCode(403)
                .contentType("application/problem+json");
        put("fla_unknown", "\"2\"", "text/plain", new byte[0]).statusCode(401);
    }

    @Test
    void whatChangesNothingIsNoVersion() {
        change(Map.of("add", List.of("alice"))).statusCode(200).header("ETag", "\"2\"");
        change(Map.of("add", List.of("alice"), "remove", List.of("bob")))
                .statusCode(200)
                .header("ETag", "\"2\"");
        int revision = revision();
        upload("alice").statusCode(200).header("ETag", "\"3\"");
        assertThat(revision()).isEqualTo(revision + 1);
    }

    private int revision() {
        return Api.admin()
                .get("/api/v1/projects/" + project + "/environments/production")
                .path("revision");
    }

    @Test
    void theDocumentKeepsTheKeysAndCannotChangeThem() {
        change(Map.of("add", List.of("alice"))).statusCode(200);
        Map<String, Object> read = Api.admin().get(segment).then().extract().path("");
        Api.admin()
                .header("If-Match", "\"2\"")
                .body(read)
                .put(segment)
                .then()
                .statusCode(200)
                .body("large.version", equalTo(2))
                .body("version", equalTo(3));
        Api.admin()
                .header("If-Match", "\"3\"")
                .body(Map.of("large", Map.of("version", 9, "count", 1)))
                .put(segment)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/large"));
        change(Map.of("add", List.of("bob"))).statusCode(200).body("large.version", equalTo(4));
    }

    @Test
    void aSegmentMadeAnewHasNoVersionOfTheOldOne() {
        change(Map.of("add", List.of("alice"))).statusCode(200).body("large.version", equalTo(2));
        FlagApi.patch(project, "vip", Map.of("rules", List.of()));
        Api.admin().delete(segment).then().statusCode(204);
        Api.admin().body(Map.of()).put(segment).then().statusCode(200).header("ETag", "\"1\"");
        change(Map.of("add", List.of("bob"))).statusCode(200).body("large.version", equalTo(3));
    }

    @Test
    void refusesBadLines() {
        refused("alice\n\nbob", "Line 2 is blank");
        refused("alice\n \t\nbob", "Line 2 is blank");
        refused("alice\n" + "x".repeat(257), "Line 2 is longer than 256");
        refused("x".repeat(5_000) + "\n", "Line 1 is longer than 256");
        refused("a\u0007b", "Line 1 holds a control character");
        byte[] latin = "käse".getBytes(StandardCharsets.ISO_8859_1);
        put(Api.ADMIN, "\"1\"", "text/plain", latin)
                .statusCode(422)
                .body("errors[0].detail", containsString("Line 1 is not UTF-8"));
        upload("x".repeat(256) + "\n" + "😀".repeat(256)).statusCode(200).body("large.count", equalTo(2));
        upload("").statusCode(200).body("large.count", equalTo(0));
        upload("\uFEFFalice\n").statusCode(200).body("large.count", equalTo(1));
        Api.admin().get(segment + "/keys/alice").then().body("member", equalTo(true));
    }

    @Test
    void refusesTooMuch() {
        byte[] million = IntStream.rangeClosed(0, LargeSegment.MAX_COUNT)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
        put(Api.ADMIN, "\"1\"", "text/plain", million)
                .statusCode(422)
                .body("detail", containsString("Line 1000001 is one too many"));
        change(Map.of(
                        "add",
                        IntStream.range(0, 10_001).boxed().map(String::valueOf).toList()))
                .statusCode(422)
                .body("detail", containsString("10001 keys"));
        Api.admin().get(segment).then().header("ETag", "\"1\"");
        // Nothing else takes as much.
        Api.admin()
                .header("If-Match", "\"1\"")
                .body("x".repeat(1_100_000))
                .put(segment)
                .then()
                .statusCode(413);
        Api.admin().body("x".repeat(1_100_000)).post(segment + "/keys").then().statusCode(413);
    }

    @Test
    void refusesWhatIsNotAskedFor() {
        byte[] alice = "alice".getBytes(StandardCharsets.UTF_8);
        put(Api.ADMIN, "\"1\"", "application/json", alice)
                .statusCode(415)
                .contentType("application/problem+json")
                .body("detail", containsString("text/plain"));
        put(Api.ADMIN, "\"1\"", "text/plain; charset=iso-8859-1", alice).statusCode(415);
        put(Api.ADMIN, null, "text/plain", alice).statusCode(428);
        put(Api.ADMIN, "\"7\"", "text/plain", alice).statusCode(412).body("current.version", equalTo(1));
        change(Map.of("add", List.of("a", "", 7), "remove", "b"))
                .statusCode(422)
                .body("errors.pointer", equalTo(List.of("/add/1", "/add/2", "/remove")));
        change(Map.of("add", List.of("a"), "remove", List.of("a"))).statusCode(422);
        change(Map.of("plus", List.of("a"))).statusCode(400).body("errors[0].pointer", equalTo("/plus"));
        Api.admin()
                .body(Map.of("add", List.of("a")))
                .post(segment + "none/keys")
                .then()
                .statusCode(404);
        Api.admin().get(segment).then().header("ETag", "\"1\"");
    }

    private void refused(String keys, String why) {
        upload(keys)
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors[0].detail", containsString(why));
        Api.admin().get(segment).then().header("ETag", "\"1\"");
    }

    private static String users(int count) {
        return IntStream.range(0, count).mapToObj(i -> "user-" + i).collect(Collectors.joining("\n"));
    }

    private ValidatableResponse upload(String keys) {
        String tag = Api.admin().get(segment).header("ETag");
        return put(Api.ADMIN, tag, "text/plain", keys.getBytes(StandardCharsets.UTF_8));
    }

    private ValidatableResponse put(String secret, String ifMatch, String type, byte[] keys) {
        return Api.with(secret)
                .config(io.restassured.RestAssured.config()
                        .encoderConfig(io.restassured.config.EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .contentType(type)
                .headers(ifMatch == null ? Collections.emptyMap() : Map.of("If-Match", ifMatch))
                .body(keys)
                .put(segment + "/keys")
                .then();
    }

    private ValidatableResponse change(Map<String, Object> change) {
        return Api.admin().body(change).post(segment + "/keys").then();
    }

    private void published(int version) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> Api.with(key)
                .get("/sdk/v1/ruleset")
                .path("segments.vip.large.version")
                .equals(version));
    }

    private boolean evaluate(String targetingKey) {
        String tag = Api.admin().get(segment).path("large.version").toString();
        published(Integer.parseInt(tag));
        return Api.with(key)
                .body(Map.of("context", Map.of("targetingKey", targetingKey)))
                .post("/ofrep/v1/evaluate/flags/vip")
                .then()
                .statusCode(200)
                .extract()
                .path("value");
    }

    private static String token(String role) {
        return Api.admin()
                .body(Map.of("name", role, "role", role))
                .post("/api/v1/tokens")
                .path("token");
    }
}
