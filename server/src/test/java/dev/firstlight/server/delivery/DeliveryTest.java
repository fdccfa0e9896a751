package dev.firstlight.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.EventReader;
import dev.firstlight.server.support.FlagApi;
import dev.firstlight.wire.ChangeJson;
import dev.firstlight.wire.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@NullUnmarked // the test framework sets the fields
@QuarkusTestResource(Database.class)
class DeliveryTest {

    @Inject
    Pool pool;

    @TestHTTPResource("/sdk/v1/stream")
    URI stream;

    private String project;
    private String key;

    @BeforeEach
    void aProjectWithAFlag() {
        project = Api.project();
        key = Api.sdkKey(project, "server");
        FlagApi.create(project, "checkout");
    }

    private ObjectNode rulesetAt(int revision) throws IOException {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> Api.with(key).get("/sdk/v1/ruleset").header("ETag").equals("\"1-" + revision + "\""));
        return (ObjectNode)
                Json.parse(Api.with(key).get("/sdk/v1/ruleset").body().asString());
    }

    @Test
    void theRulesetIsEncodedAndTagged() throws IOException {
        ObjectNode ruleset = rulesetAt(2);
        assertThat(ruleset.path("project").asText()).isEqualTo(project);
        assertThat(ruleset.path("flags").path("checkout").path("enabled").asBoolean(true))
                .isFalse();
        Api.with(key)
                .header("Accept-Encoding", "gzip")
                .get("/sdk/v1/ruleset")
                .then()
                .statusCode(200)
                .header("Content-Encoding", "gzip")
                .body("revision", equalTo(2));
        Api.with(key)
                .header("If-None-Match", "\"1-2\"")
                .get("/sdk/v1/ruleset")
                .then()
                .statusCode(304)
                .body(is(""));
    }

    @Test
    void onlyAServerKeyGetsRules() {
        given(null).then().statusCode(401).contentType("application/problem+json");
        given("fls_unknown").then().statusCode(401).body("status", equalTo(401));
        given(Api.sdkKey(project, "client")).then().statusCode(403).contentType("application/problem+json");
        given(Api.ADMIN).then().statusCode(403);
    }

    private static io.restassured.response.Response given(String secret) {
        return secret == null
                ? io.restassured.RestAssured.given().get("/sdk/v1/ruleset")
                : Api.with(secret).get("/sdk/v1/ruleset");
    }

    @Test
    void aStreamBeginsWithEverythingAndThenBringsChanges() throws Exception {
        try (EventReader events = EventReader.open(stream.toString(), key)) {
            assertThat(events.nextOrComment()).isEqualTo(EventReader.Event.COMMENT);
            EventReader.Event first = events.next();
            assertThat(first.name()).isEqualTo("ruleset");
            assertThat(first.id()).startsWith("1-");
            ObjectNode held = (ObjectNode) Json.parse(first.data());

            int revision = FlagApi.patch(project, "checkout", Map.of("enabled", true));
            while (held.path("revision").asInt() < revision) {
                EventReader.Event change = events.next();
                assertThat(change.name()).isEqualTo("change");
                ChangeJson.Applied applied = ChangeJson.apply(held, Json.parse(change.data()));
                assertThat(applied.outcome()).isEqualTo(ChangeJson.Outcome.APPLIED);
                held = applied.ruleset();
            }
            assertThat(held.path("flags").path("checkout").path("enabled").asBoolean())
                    .isTrue();
            assertThat(held).isEqualTo(rulesetAt(revision));
        }
    }

    @Test
    void aReaderWhoWasAwayGetsOneMergedChange() throws Exception {
        ObjectNode held = rulesetAt(2);
        FlagApi.create(project, "second");
        FlagApi.patch(project, "checkout", Map.of("enabled", true));
        int revision = FlagApi.patch(project, "second", Map.of("enabled", true));
        rulesetAt(revision);
        try (EventReader events = EventReader.open(stream + "?epoch=1&revision=2", key)) {
            EventReader.Event change = events.next();
            assertThat(change.name()).isEqualTo("change");
            assertThat(change.id()).isEqualTo("1-" + revision);
            ChangeJson.Applied applied = ChangeJson.apply(held, Json.parse(change.data()));
            assertThat(applied.outcome()).isEqualTo(ChangeJson.Outcome.APPLIED);
            assertThat(applied.ruleset()).isEqualTo(rulesetAt(revision));
        }
    }

    @Test
    void aReaderWhoIsCurrentGetsOnlyAComment() throws Exception {
        rulesetAt(2);
        try (EventReader events = EventReader.open(stream + "?epoch=1&revision=2", key)) {
            assertThat(events.nextOrComment()).isEqualTo(EventReader.Event.COMMENT);
            Thread.sleep(500);
            assertThat(events.hasEvent()).isFalse();
        }
    }

    @Test
    void aReaderOfAnotherEpochGetsEverything() throws Exception {
        try (EventReader events = EventReader.open(stream + "?epoch=7&revision=1", key)) {
            assertThat(events.nextOrComment()).isEqualTo(EventReader.Event.COMMENT);
        }
        try (EventReader events = EventReader.open(stream + "?epoch=0&revision=99", key)) {
            assertThat(events.next().name()).isEqualTo("ruleset");
        }
    }

    @Test
    void theStreamOfARevokedKeyEnds() throws Exception {
        rulesetAt(2);
        String path = "/api/v1/projects/" + project + "/environments/production/keys";
        String id = Api.admin().get(path).then().extract().path("items[0].id");
        try (EventReader events = EventReader.open(stream + "?epoch=1&revision=2", key)) {
            Api.admin().delete(path + "/" + id).then().statusCode(204);
            assertThat(events.next()).isEqualTo(EventReader.Event.END);
        }
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> given(key).statusCode() == 401);
    }

    @Test
    void aRotatedKeyIsTakenUntilItExpiresAndThenItsStreamEnds() throws Exception {
        rulesetAt(2);
        String path = "/api/v1/projects/" + project + "/environments/production/keys";
        String id = Api.admin().get(path).then().extract().path("items[0].id");
        try (EventReader events = EventReader.open(stream + "?epoch=1&revision=2", key)) {
            String next = Api.admin()
                    .body(Map.of("expiresIn", "PT4S"))
                    .post(path + "/" + id + "/rotate")
                    .then()
                    .statusCode(201)
                    .body("name", equalTo("test"))
                    .body("kind", equalTo("server"))
                    .body("expiresAt", equalTo(null))
                    .extract()
                    .path("key");
            assertThat(given(next).statusCode()).isEqualTo(200);
            assertThat(given(key).statusCode()).isEqualTo(200);
            Api.admin()
                    .get(path)
                    .then()
                    .body("items.find { it.id == '" + id + "' }.expiresAt", notNullValue())
                    .body("items.find { it.id == '" + id + "' }.lastUsedAt", notNullValue())
                    .body("items.find { it.id != '" + id + "' }.expiresAt", equalTo(null));
            Api.admin()
                    .body(Map.of("expiresIn", "P7D"))
                    .post(path + "/" + id + "/rotate")
                    .then()
                    .statusCode(409);
            assertThat(events.next()).isEqualTo(EventReader.Event.END);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> given(key).statusCode() == 401);
            assertThat(given(next).statusCode()).isEqualTo(200);
        }
        for (String wrong : new String[] {"a week", "P1000D", "-PT1S"}) {
            Api.admin()
                    .body(Map.of("expiresIn", wrong))
                    .post(path + "/" + id + "/rotate")
                    .then()
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/expiresIn"));
        }
        Api.admin()
                .get("/api/v1/projects/" + project + "/audit?limit=10")
                .then()
                .body("items.action", hasItem("sdk-key.rotated"));
    }

    @Test
    void theStreamsOfADeletedEnvironmentEnd() throws Exception {
        rulesetAt(2);
        String environments = "/api/v1/projects/" + project + "/environments";
        Api.admin()
                .body(Map.of("key", "other", "name", "Other"))
                .post(environments)
                .then()
                .statusCode(201);
        try (EventReader events = EventReader.open(stream + "?epoch=1&revision=2", key)) {
            Api.admin().delete(environments + "/production?force=true").then().statusCode(204);
            assertThat(events.next()).isEqualTo(EventReader.Event.END);
        }
    }

    @Test
    void manyThatComeTogetherWithOneKeyAskTheDatabaseOnce() throws Exception {
        rulesetAt(2);
        Thread.sleep(3_500);
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        long before = transactions();
        List<CompletableFuture<HttpResponse<String>>> all = IntStream.range(0, 400)
                .mapToObj(i -> http.sendAsync(
                        HttpRequest.newBuilder(stream.resolve("/sdk/v1/ruleset"))
                                .header("Authorization", "Bearer " + key)
                                .build(),
                        HttpResponse.BodyHandlers.ofString()))
                .toList();
        for (CompletableFuture<HttpResponse<String>> one : all) {
            assertThat(one.join().statusCode()).isEqualTo(200);
        }
        // What nodes do anyway is among them.
        assertThat(transactions() - before).isLessThan(200);
    }

    private long transactions() throws InterruptedException {
        // Sessions tell what they did a second later at most.
        Thread.sleep(1_500);
        return pool.query("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()")
                .executeAndAwait()
                .iterator()
                .next()
                .getLong(0);
    }

    @Test
    void aLostHintIsHealedByThePoll() throws Exception {
        rulesetAt(2);
        pool.preparedQuery("UPDATE environment SET revision = revision + 1 WHERE project = $1")
                .executeAndAwait(Tuple.of(project));
        assertThat(rulesetAt(3).path("revision").asInt()).isEqualTo(3);
    }
}
