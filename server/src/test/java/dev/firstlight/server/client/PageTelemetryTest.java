package dev.firstlight.server.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.firstlight.server.metric.Cell;
import dev.firstlight.server.metric.Count;
import dev.firstlight.server.metric.Tallies;
import dev.firstlight.server.metric.Tally;
import dev.firstlight.server.metric.UnitMeans;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Database.class)
class PageTelemetryTest {
    private static final String TELEMETRY = "/client/v1/telemetry";
    private static final String METRIC = "page-error";

    @Inject
    Tallies tallies;

    private String project;
    private String key;

    @BeforeEach
    void make() {
        project = Api.project();
        key = Api.sdkKey(project, "client");
        Api.admin()
                .body(Map.of("name", METRIC))
                .put("/api/v1/projects/" + project + "/metrics/" + METRIC)
                .then()
                .statusCode(200);
    }

    @Test
    void aPagesReportConcernsTheReleasesOfItsContext() {
        String release = release("banner", true);
        Map<String, Object> saw =
                Map.of("flag", "banner", "variant", served("banner", "alice"), "reason", "SPLIT", "count", 3);
        send("one", 0, "alice", List.of(saw), List.of()).statusCode(202);
        assertThat(total(release)).isEqualTo(new Count(1, 0));
        send("one", 1, "alice", List.of(), List.of(METRIC, "of-nobody")).statusCode(202);
        send("one", 1, "alice", List.of(), List.of(METRIC, "of-nobody")).statusCode(202);
        assertThat(total(release)).isEqualTo(new Count(1, 1));
        send("two", 0, "bob", List.of(), List.of(Map.of("metric", METRIC, "value", 2.5, "count", 4)))
                .statusCode(202);
        assertThat(total(release)).isEqualTo(new Count(2, 2));
        assertThat(means(release)).containsExactly(new UnitMeans(1, 2.5, 6.25));
    }

    @Test
    void whatBrowsersMayNotSeeIsNotBelieved() {
        String release = release("secret", false);
        Map<String, Object> saw = Map.of("flag", "secret", "variant", "on", "reason", "SPLIT", "count", 1);
        send("one", 0, "alice", List.of(saw), List.of(METRIC)).statusCode(202);
        assertThat(total(release)).isEqualTo(Count.NONE);
    }

    @Test
    void whatCannotBeIsRefused() {
        send("", 0, "alice", List.of(), List.of()).statusCode(422).body("errors[0].pointer", equalTo("/instance"));
        send("x".repeat(60), 0, "alice", List.of(), List.of()).statusCode(422);
        send("one", -1, "alice", List.of(), List.of()).statusCode(422).body("errors[0].pointer", equalTo("/seq"));
        send("one", 0, "alice", List.of(Map.of("flag", "f")), List.of())
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/evaluations/0/reason"));
        send("one", 0, "alice", List.of(), List.of(Map.of("metric", "m", "value", "high")))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/outcomes/0/value"));
        Api.with(key)
                .body("{\"instance\":\"one\",\"seq\":0}")
                .post(TELEMETRY)
                .then()
                .statusCode(422);
        Api.admin().body("{}").post(TELEMETRY).then().statusCode(403);
    }

    private String release(String flag, boolean visible) {
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
                        visible));
        int revision = FlagApi.patch(project, flag, Map.of("enabled", true));
        Map<String, Object> stage = Map.of("regions", List.of("nz"), "percent", 50, "bake", "PT1H");
        String id = Api.admin()
                .body(Map.of(
                        "environment",
                        "production",
                        "flag",
                        flag,
                        "treatment",
                        "on",
                        "start",
                        true,
                        "plan",
                        Map.of("stages", List.of(stage), "guards", List.of(Map.of("metric", METRIC, "margin", 1.0)))))
                .post("/api/v1/projects/" + project + "/releases")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        // The node serves the release when it is past the revision that enabled the flag.
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> Api.with(key)
                                .body(Map.of("context", context("alice")))
                                .post("/client/v1/evaluate")
                                .then()
                                .extract()
                                .<Integer>path("revision")
                        > revision);
        return id;
    }

    private String served(String flag, String unit) {
        return Api.with(key)
                .body(Map.of("context", context(unit)))
                .post("/client/v1/evaluate")
                .then()
                .extract()
                .path("flags." + flag + ".variant");
    }

    private static Map<String, Object> context(String unit) {
        return Map.of("targetingKey", unit, "region", "nz");
    }

    private ValidatableResponse send(String instance, int seq, String unit, List<?> evaluations, List<?> outcomes) {
        Map<String, Object> report = new HashMap<>();
        report.put("context", context(unit));
        report.put("instance", instance);
        report.put("seq", seq);
        report.put("sdk", Map.of("name", "firstlight-browser", "version", "0.1.0"));
        report.put("applied", Map.of("epoch", 1, "revision", 1));
        report.put("evaluations", evaluations);
        report.put("outcomes", outcomes);
        return Api.with(key).body(report).post(TELEMETRY).then();
    }

    private Count total(String release) {
        return tallies.of(release, List.of(METRIC))
                .await()
                .atMost(Duration.ofSeconds(10))
                .getOrDefault(METRIC, Tally.EMPTY)
                .sum(cell -> cell.region().equals("nz"));
    }

    private List<UnitMeans> means(String release) {
        Map<Cell, UnitMeans> all = tallies.means(release, List.of(METRIC))
                .await()
                .atMost(Duration.ofSeconds(10))
                .getOrDefault(METRIC, Map.of());
        return all.values().stream().filter(one -> one.units() > 0).toList();
    }
}
