package dev.firstlight.server.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.firstlight.client.FlagClient;
import dev.firstlight.core.Context;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@NullUnmarked // the test framework sets the fields
@QuarkusTestResource(Database.class)
class EnvironmentLifeTest {

    @Inject
    Pool pool;

    @TestHTTPResource("/")
    URI server;

    private String project;
    private String environments;

    @BeforeEach
    void aProject() {
        project = Api.project();
        environments = "/api/v1/projects/" + project + "/environments";
    }

    private ValidatableResponse create(String body) {
        return Api.admin().body(body).post(environments).then();
    }

    private String flag(String key, String environment) {
        return "/api/v1/projects/" + project + "/flags/" + key + "/environments/" + environment;
    }

    private String key(String environment) {
        return Api.admin()
                .body(Map.of("name", "test", "kind", "server"))
                .post(environments + "/" + environment + "/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    @Test
    void theFlagsOfTheProjectAreThereAndOff() {
        FlagApi.create(project, "checkout");
        FlagApi.create(project, "old");
        FlagApi.patch(project, "checkout", Map.of("enabled", true, "default", Map.of("variant", "on")));
        Api.admin()
                .post("/api/v1/projects/" + project + "/flags/old/archive")
                .then()
                .statusCode(200);
        create("{\"key\": \"staging\", \"name\": \"Staging\"}").statusCode(201).body("revision", equalTo(2));
        Api.admin()
                .get(flag("checkout", "staging"))
                .then()
                .statusCode(200)
                .body("enabled", equalTo(false))
                .body("offVariant", equalTo("off"))
                .body("default.variant", equalTo("off"))
                .body("revision", equalTo(2));
        Api.admin().get(flag("old", "staging")).then().statusCode(404);
        Api.with(key("staging")).get("/sdk/v1/ruleset").then().body("flags", aMapWithSize(1));
        Api.admin()
                .get("/api/v1/projects/" + project + "/flags/checkout/environments/staging/history")
                .then()
                .body("items.action", contains("environment.created"));
        Api.admin().get("/api/v1/projects/" + project + "/audit/verify").then().body("ok", equalTo(true));
        // And it can be worked with like any other.
        Api.admin()
                .body("{\"instructions\": [{\"kind\": \"turnOn\"}]}")
                .post(flag("checkout", "staging") + "/changes")
                .then()
                .statusCode(200)
                .body("revision", equalTo(3));
        Api.admin()
                .post("/api/v1/projects/" + project + "/flags/old/restore")
                .then()
                .statusCode(200);
        Api.admin().get(flag("old", "staging")).then().statusCode(200);
    }

    @Test
    void aCopyHasFlagsSegmentsKeysAndTestsAndServesTheSame() {
        String segment = environments + "/production/segments/vip";
        Api.admin()
                .body(Map.of("name", "VIP", "included", List.of("alice")))
                .put(segment)
                .then()
                .statusCode(200);
        Api.admin()
                .contentType("text/plain; charset=utf-8")
                .header("If-Match", "\"1\"")
                .body(IntStream.range(0, 20_000)
                        .mapToObj(i -> "user-" + i + "\n")
                        .collect(Collectors.joining()))
                .put(segment + "/keys")
                .then()
                .statusCode(200);
        Api.admin()
                .body(Map.of("when", Map.of("segment", "vip")))
                .put(environments + "/production/segments/outer")
                .then()
                .statusCode(200);
        FlagApi.create(project, "checkout");
        FlagApi.patch(
                project,
                "checkout",
                Map.of(
                        "enabled",
                        true,
                        "rules",
                        List.of(Map.of(
                                "id", "r", "when", Map.of("segment", "outer"), "serve", Map.of("variant", "on")))));
        Api.admin()
                .header(
                        "If-Match",
                        Api.admin().get(flag("checkout", "production")).header("ETag"))
                .body("{\"tests\": [{\"name\": \"vip\", \"context\": {\"targetingKey\": \"alice\"}, \"expect\":"
                        + " {\"variant\": \"on\"}}]}")
                .put(flag("checkout", "production") + "/tests")
                .then()
                .statusCode(200);
        create("{\"key\": \"copy\", \"name\": \"Copy\", \"copyFrom\": \"production\"}")
                .statusCode(201)
                .body("revision", equalTo(2));
        Api.admin()
                .get(environments + "/copy/segments/vip")
                .then()
                .body("name", equalTo("VIP"))
                .body("large.count", equalTo(20_000));
        Api.admin()
                .get(flag("checkout", "copy"))
                .then()
                .body("tests", hasSize(1))
                .body("enabled", equalTo(true));
        Api.admin()
                .get(environments + "/copy/compare?with=production")
                .then()
                .statusCode(200)
                .body("equal.flags", equalTo(1))
                .body("equal.segments", equalTo(2))
                .body("items", empty());
        try (FlagClient client = FlagClient.builder()
                .url(server)
                .sdkKey(key("copy"))
                .telemetry(false)
                .build()) {
            assertThat(client.awaitReady(Duration.ofSeconds(10))).isTrue();
            assertThat(client.boolValue("checkout", Context.of("user-19999"), false))
                    .isTrue();
            assertThat(client.boolValue("checkout", Context.of("user-20000"), true))
                    .isFalse();
        }
        // The lists are apart from now on.
        Api.admin()
                .body(Map.of("remove", List.of("user-7")))
                .post(environments + "/copy/segments/vip/keys")
                .then()
                .statusCode(200);
        Api.admin().get(segment + "/keys/user-7").then().body("member", equalTo(true));
        Api.admin().get(environments + "/copy/segments/vip/keys/user-7").then().body("member", equalTo(false));
        // What is used there is kept there.
        Api.admin().delete(environments + "/copy/segments/vip").then().statusCode(409);
    }

    @Test
    void twoThousandFlagsAreCopiedAtOnce() {
        long id = pool.preparedQuery("SELECT id FROM environment WHERE project = $1")
                .executeAndAwait(Tuple.of(project))
                .iterator()
                .next()
                .getLong(0);
        pool.preparedQuery("INSERT INTO flag (project, key, name, type, variants, salt, version, created_at) SELECT $1,"
                        + " 'flag-' || n, 'Flag ' || n, 'boolean', '{\"on\":true,\"off\":false}', 'salt' || n, 1, now()"
                        + " FROM generate_series(1, 2000) n")
                .executeAndAwait(Tuple.of(project));
        pool.preparedQuery("INSERT INTO targeting SELECT $1, $2, 'flag-' || n,"
                        + " '{\"type\":\"boolean\",\"variants\":{\"on\":true,\"off\":false},\"salt\":\"salt' || n ||"
                        + " '\",\"enabled\":true,\"offVariant\":\"off\",\"default\":{\"variant\":\"on\"}}', 1, 1, now(),"
                        + " 'test' FROM generate_series(1, 2000) n")
                .executeAndAwait(Tuple.of(id, project));
        long began = System.nanoTime();
        create("{\"key\": \"copy\", \"name\": \"Copy\", \"copyFrom\": \"production\"}")
                .statusCode(201);
        long ms = Duration.ofNanos(System.nanoTime() - began).toMillis();
        System.out.println("2,000 flags copied in " + ms + " ms");
        assertThat(ms).isLessThan(10_000);
        Api.with(key("copy")).get("/sdk/v1/ruleset").then().body("flags", aMapWithSize(2_000));
        Api.admin().get(flag("flag-7", "copy")).then().body("default.variant", equalTo("on"));
    }

    @Test
    void flagsThatAreMadeMeanwhileAreInEveryEnvironment() {
        List<CompletableFuture<Void>> makers = IntStream.range(0, 4)
                .mapToObj(maker -> CompletableFuture.runAsync(
                        () -> IntStream.range(0, 15).forEach(i -> FlagApi.create(project, "f-" + maker + "-" + i))))
                .toList();
        for (int i = 0; i < 6; i++) {
            create("{\"key\": \"e" + i + "\", \"name\": \"E\"}").statusCode(201);
        }
        makers.forEach(CompletableFuture::join);
        pool.preparedQuery("SELECT e.key, count(t.flag) FROM environment e LEFT JOIN targeting t"
                        + " ON t.environment_id = e.id WHERE e.project = $1 GROUP BY e.key")
                .executeAndAwait(Tuple.of(project))
                .forEach(row -> assertThat(row.getLong(1)).as(row.getString(0)).isEqualTo(60));
    }

    @Test
    void whatARunningReleaseMovesIsCopiedAsItsControl() {
        FlagApi.create(project, "checkout");
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
        create("{\"key\": \"copy\", \"name\": \"Copy\", \"copyFrom\": \"production\"}")
                .statusCode(201);
        Api.admin()
                .get(flag("checkout", "copy"))
                .then()
                .body("default", equalTo(Map.of("variant", "off")))
                .body("release", equalTo(null));
        Api.admin()
                .delete(environments + "/production")
                .then()
                .statusCode(409)
                .body("detail", containsString("is RUNNING"));
        Api.admin().delete("/api/v1/projects/" + project + "/regions/nz").then().statusCode(409);
        Api.admin().delete(environments + "/production?force=true").then().statusCode(204);
    }

    @Test
    void whatIsNotThereIsNotCopied() {
        create("{\"key\": \"copy\", \"name\": \"Copy\", \"copyFrom\": \"ghost\"}")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/copyFrom"))
                .body("errors[0].detail", containsString("production"));
        create("{\"key\": \"production\", \"name\": \"Again\"}").statusCode(409);
        create("{\"key\": \"x\", \"name\": \"X\", \"colour\": \"red\"}").statusCode(400);
    }

    @Test
    void settingsAreChangedByWhoSawThem() {
        String path = environments + "/production";
        String tag = Api.admin().get(path).then().statusCode(200).extract().header("ETag");
        Api.admin().body("{\"name\": \"Live\"}").patch(path).then().statusCode(428);
        Api.admin()
                .contentType("application/merge-patch+json")
                .header("If-Match", tag)
                .body("{\"name\": \"Live\", \"requireComments\": true}")
                .patch(path)
                .then()
                .statusCode(200)
                .body("name", equalTo("Live"))
                .body("protected", equalTo(false))
                .body("requireComments", equalTo(true))
                .header("ETag", not(equalTo(tag)));
        Api.admin()
                .header("If-Match", tag)
                .body("{\"name\": \"Other\"}")
                .patch(path)
                .then()
                .statusCode(412)
                .body("current.name", equalTo("Live"));
        String now = Api.admin().get(path).header("ETag");
        Api.admin()
                .header("If-Match", now)
                .body("{\"revision\": 7}")
                .patch(path)
                .then()
                .statusCode(400);
        Api.admin()
                .header("If-Match", now)
                .body("{\"name\": null, \"protected\": \"yes\"}")
                .patch(path)
                .then()
                .statusCode(422)
                .body("errors.pointer", equalTo(List.of("/name", "/protected")));
        Api.admin().get(path).then().header("ETag", equalTo(now)).body("revision", equalTo(1));
    }

    @Test
    void anEnvironmentGoesWithItsKeysAndComesBackAsAnother() {
        FlagApi.create(project, "checkout");
        Api.admin().delete(environments + "/production").then().statusCode(409).body("detail", containsString("last"));
        create("{\"key\": \"staging\", \"name\": \"Staging\"}").statusCode(201);
        String changes = flag("checkout", "staging") + "/changes";
        for (int i = 0; i < 5; i++) {
            Api.admin()
                    .body("{\"instructions\": [{\"kind\": \"addTarget\", \"variant\": \"on\", \"keys\": [\"k" + i
                            + "\"]}]}")
                    .post(changes)
                    .then()
                    .statusCode(200);
        }
        String key = key("staging");
        Api.with(key).get("/sdk/v1/ruleset").then().statusCode(200);
        Api.with(key)
                .body(Map.of(
                        "instance",
                        "i",
                        "seq",
                        1,
                        "sdk",
                        Map.of("name", "test", "version", "1"),
                        "applied",
                        Map.of("epoch", 1, "revision", 2)))
                .post("/sdk/v1/telemetry")
                .then()
                .statusCode(202);
        Api.admin()
                .delete(environments + "/staging")
                .then()
                .statusCode(409)
                .body("detail", containsString("five minutes"))
                .body("detail", containsString("?force=true"));
        Api.admin()
                .delete(environments + "/staging?force=true&comment=done")
                .then()
                .statusCode(204);
        Api.admin().get(environments + "/staging").then().statusCode(404);
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> Api.with(key).get("/sdk/v1/ruleset").statusCode() == 401);
        Api.admin()
                .body("{\"instructions\": [{\"kind\": \"turnOn\"}]}")
                .post(changes)
                .then()
                .statusCode(404);
        Api.admin()
                .get("/api/v1/projects/" + project + "/audit?limit=100")
                .then()
                .body("items.subject", hasItem("staging/checkout"))
                .body("items.findAll { it.action == 'environment.deleted' }.comment", contains("done"));
        create("{\"key\": \"staging\", \"name\": \"Staging\"}").statusCode(201).body("revision", equalTo(2));
        Api.admin()
                .body("{\"instructions\": [{\"kind\": \"turnOn\"}]}")
                .post(changes)
                .then()
                .statusCode(200)
                .body("targets", empty())
                .body("version", equalTo(2));
    }

    @Test
    void aProjectIsRenamedAndGoesWithAllThatIsInIt() {
        String path = "/api/v1/projects/" + project;
        Api.admin()
                .body("{\"name\": \"Renamed\"}")
                .patch(path)
                .then()
                .statusCode(200)
                .body("name", equalTo("Renamed"));
        Api.admin().body("{\"key\": \"other\"}").patch(path).then().statusCode(400);
        Api.admin().body("{\"name\": \"\"}").patch(path).then().statusCode(422);
        FlagApi.create(project, "checkout");
        Api.admin()
                .body(Map.of("included", List.of("a"), "when", Map.of("attribute", "x", "op", "exists")))
                .put(environments + "/production/segments/beta")
                .then()
                .statusCode(200);
        Api.admin()
                .body(Map.of("name", "error rate", "kind", "binary", "worse", "higher"))
                .put(path + "/metrics/errors")
                .then()
                .statusCode(200);
        Api.with(key("production"))
                .body(Map.of(
                        "instance",
                        "i",
                        "seq",
                        1,
                        "sdk",
                        Map.of("name", "test", "version", "1"),
                        "applied",
                        Map.of("epoch", 1, "revision", 2)))
                .post("/sdk/v1/telemetry")
                .then()
                .statusCode(202);
        Api.admin().delete(path).then().statusCode(409).body("detail", containsString("five minutes"));
        Api.admin().delete(path + "?force=true").then().statusCode(204);
        Api.admin().get(path).then().statusCode(404);
        Api.admin().delete(path + "?force=true").then().statusCode(404);
        // Its audit goes on where it ended, should there be one of the same key again.
        Api.admin()
                .body(Map.of("key", project, "name", "Again"))
                .post("/api/v1/projects")
                .then()
                .statusCode(201);
        FlagApi.create(project, "checkout");
        FlagApi.patch(project, "checkout", Map.of("enabled", true));
        Api.admin()
                .get(path + "/audit?limit=100")
                .then()
                .body("items.action", hasItem("project.deleted"))
                .body("items.action", hasItem("project.changed"));
        Api.admin().get(path + "/audit/verify").then().body("ok", equalTo(true));
    }

    @Test
    void aRegionOrGroupThatIsNamedStays() {
        String regions = "/api/v1/projects/" + project + "/regions";
        String groups = "/api/v1/projects/" + project + "/region-groups";
        Api.admin()
                .body(Map.of("regions", List.of("nz", "au")))
                .put(groups + "/pacific")
                .then()
                .statusCode(200);
        Api.admin().get(regions + "/nz").then().statusCode(200).body("name", equalTo("NZ"));
        Api.admin().get(groups + "/pacific").then().body("regions", equalTo(List.of("nz", "au")));
        Api.admin().body(Map.of("name", "P")).put(regions + "/pacific").then().statusCode(422);
        Api.admin().delete(regions + "/nz").then().statusCode(409).body("detail", containsString("pacific"));
        FlagApi.create(project, "checkout");
        String split =
                "{\"default\": {\"split\": {\"by\": \"targetingKey\", \"regions\": [{\"in\": [\"pacific\", \"eu\"],"
                        + " \"ranges\": [{\"to\": 100000, \"variant\": \"on\"}]}], \"ranges\": [{\"to\": 100000, \"variant\":"
                        + " \"off\"}]}}}";
        Api.admin()
                .header("If-Match", "\"1\"")
                .body(split)
                .patch(flag("checkout", "production"))
                .then()
                .statusCode(200);
        Api.admin()
                .delete(groups + "/pacific")
                .then()
                .statusCode(409)
                .body("detail", containsString("flag \"checkout\" in production"));
        Api.admin().delete(regions + "/eu").then().statusCode(409);
        Api.admin().delete(regions + "/us").then().statusCode(204);
        Api.admin().delete(regions + "/us").then().statusCode(404);
        // Whoever edits from memory knows it too.
        Api.admin()
                .header("If-Match", "\"2\"")
                .body(split.replace("\"eu\"", "\"us\""))
                .patch(flag("checkout", "production"))
                .then()
                .statusCode(422)
                .body("errors[0].detail", containsString("us"));
        Api.admin()
                .header("If-Match", "\"2\"")
                .body("{\"default\": {\"variant\": \"off\"}}")
                .patch(flag("checkout", "production"))
                .then()
                .statusCode(200);
        Api.admin().delete(groups + "/pacific").then().statusCode(204);
        Api.admin().delete(regions + "/nz").then().statusCode(204);
    }
}
