package dev.firstlight.server.flag;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Database.class)
class LifecycleTest {

    @Inject
    Pool pool;

    private String project;
    private String key;

    @BeforeEach
    void newProject() {
        project = Api.project();
        key = Api.sdkKey(project, "server");
        FlagApi.create(project, "checkout");
    }

    private String flags() {
        return "/api/v1/projects/" + project + "/flags";
    }

    private void report(String flag, @Nullable String variant, String reason, int count) {
        Map<String, Object> evaluations =
                new java.util.HashMap<>(Map.of("flag", flag, "reason", reason, "count", count));
        evaluations.put("variant", variant);
        Api.with(key)
                .body(Map.of(
                        "instance",
                        "i-1",
                        "seq",
                        System.nanoTime(),
                        "sdk",
                        Map.of("name", "java", "version", "1"),
                        "evaluations",
                        List.of(evaluations)))
                .post("/sdk/v1/telemetry")
                .then()
                .statusCode(202);
    }

    /** Moves what was reported and made into the past, as if the days had gone by. */
    private void daysGoBy(int days) {
        for (String sql : List.of(
                "UPDATE flag_usage SET first_at = first_at - $2::int * interval '1 day', last_at = last_at"
                        + " - $2::int * interval '1 day' WHERE environment_id IN"
                        + " (SELECT id FROM environment WHERE project = $1)",
                "UPDATE flag SET created_at = created_at - $2::int * interval '1 day' WHERE project = $1")) {
            pool.preparedQuery(sql).execute(Tuple.of(project, days)).await().indefinitely();
        }
    }

    private ValidatableResponse lifecycle() {
        return Api.admin().get(flags() + "/checkout/lifecycle").then().statusCode(200);
    }

    private ValidatableResponse list(String query) {
        return Api.admin().queryParam("query", query).get(flags()).then().statusCode(200);
    }

    @Test
    void aFlagIsNewThenLiveThenStaleByWhatApplicationsAsk() {
        lifecycle().body("stage", equalTo("new")).body("lastEvaluatedAt", nullValue());
        report("checkout", "on", "SPLIT", 7);
        report("checkout", "off", "SPLIT", 3);
        lifecycle().body("stage", equalTo("live")).body("served.count", contains(3, 7));
        daysGoBy(31);
        lifecycle().body("stage", equalTo("stale")).body("reasons[0]", containsString("Nobody has asked"));
        report("checkout", "on", "STATIC", 1);
        lifecycle()
                .body("stage", equalTo("stale"))
                .body("reasons[0]", equalTo("It has served \"on\" and nothing else for 31 days."));
        report("checkout", "off", "STATIC", 1);
        lifecycle().body("stage", equalTo("live"));
    }

    @Test
    void aFlagThatOutlivesItselfIsStale() {
        Api.admin()
                .header("If-Match", "\"1\"")
                .body("{\"lifetime\": \"P10D\", \"owner\": \"ada\", \"links\": [{\"url\": \"https://x.test/1\"}]}")
                .patch(flags() + "/checkout")
                .then()
                .statusCode(200)
                .body("owner", equalTo("ada"))
                .body("lifecycle.stage", equalTo("new"));
        daysGoBy(11);
        lifecycle().body("stage", equalTo("stale")).body("reasons[0]", containsString("meant to live 10 days"));
        list("stale:true owner:ada").body("items.key", contains("checkout"));
        list("stale:>5d").body("items", empty());
        list("stale:>0d -tag:x checkout").body("items.key", contains("checkout"));
        list("stage:new").body("items", empty());
    }

    @Test
    void whatIsAskedForAndNotThereIsListed() {
        report("chekout", null, "ERROR", 12);
        report("checkout", "on", "STATIC", 1);
        Api.admin()
                .get("/api/v1/projects/" + project + "/unknown-flags")
                .then()
                .statusCode(200)
                .body("items.flag", contains("chekout"))
                .body("items[0].environments", contains("production"))
                .body("items[0].count", equalTo(12));
    }

    @Test
    void aFlagIsArchivedOnlyWhenNobodyAsksAndComesBackAsItWas() {
        FlagApi.patch(project, "checkout", Map.of("enabled", true, "default", Map.of("variant", "on")));
        report("checkout", "on", "STATIC", 1);
        Api.admin()
                .post(flags() + "/checkout/archive")
                .then()
                .statusCode(409)
                .body("detail", containsString("production"));
        daysGoBy(1);
        Api.admin()
                .post(flags() + "/checkout/archive")
                .then()
                .statusCode(200)
                .body("lifecycle.stage", equalTo("archived"))
                .body("archivedAt", notNullValue())
                .body("environments", equalTo(Map.of()));
        Api.with(key).get("/sdk/v1/ruleset").then().statusCode(200).body("flags", not(hasItem("checkout")));
        list("").body("items", empty());
        list("stage:archived").body("items.key", contains("checkout"));
        Api.admin()
                .header("If-Match", "\"2\"")
                .body("{\"name\": \"x\"}")
                .patch(flags() + "/checkout")
                .then()
                .statusCode(409);
        Api.admin()
                .post(flags() + "/checkout/restore")
                .then()
                .statusCode(200)
                .body("environments.production.default.variant", equalTo("on"))
                .body("environments.production.enabled", equalTo(false));
    }

    @Test
    void codeSaysWhereItNamesAFlag() {
        String path = "/api/v1/projects/" + project + "/references";
        for (int line : List.of(3, 9)) {
            Api.admin()
                    .body(Map.of(
                            "repository",
                            "acme/shop",
                            "commit",
                            "abc123",
                            "references",
                            List.of(Map.of("flag", "checkout", "path", "src/Cart.java", "line", line))))
                    .put(path)
                    .then()
                    .statusCode(204);
        }
        Api.admin()
                .get(path + "/checkout")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].line", equalTo(9))
                .body("items[0].commit", equalTo("abc123"));
    }

    @Test
    void listsSayWhereTheyGoOn() {
        FlagApi.create(project, "a-first");
        FlagApi.create(project, "b-second");
        Api.admin()
                .queryParam("query", "type:boolean")
                .get(flags() + "?limit=1")
                .then()
                .statusCode(200)
                .header("Link", containsString("cursor=a-first"))
                .header("Link", containsString("rel=\"next\""))
                .header("RateLimit", containsString("r="))
                .body("nextCursor", equalTo("a-first"));
        Api.admin()
                .queryParam("query", "state:off env:production")
                .get(flags() + "?limit=2&cursor=a-first")
                .then()
                .header("Link", nullValue())
                .body("items.key", contains("b-second", "checkout"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"state:maybe", "colour:red", "stage:young", "stale:old"})
    void aQueryThatMakesNoSenseIsRefused(String query) {
        Api.admin()
                .queryParam("query", query)
                .get(flags())
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/query"));
    }
}
