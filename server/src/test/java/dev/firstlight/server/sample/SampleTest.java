package dev.firstlight.server.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.firstlight.core.KeyedHash;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import dev.firstlight.server.support.FlagApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What is kept of the contexts that SDKs send. */
@QuarkusTest
@QuarkusTestResource(Database.class)
class SampleTest extends SampledProject {

    @Inject
    DataSource database;

    @Inject
    Samples samples;

    @Test
    void isOffUntilSomebodySaysSo() {
        Api.admin()
                .get("/api/v1/projects/" + project + "/context-sampling")
                .then()
                .statusCode(200)
                .body("enabled", equalTo(false))
                .body("clear", empty())
                .body("keep", equalTo(2_000));
        send(0, List.of(context("alice", "nz"))).body("sampling", nullValue());
        view().body("enabled", equalTo(false)).body("contexts", equalTo(0)).body("since", nullValue());
        FlagApi.create(project, "f");
        dryRun("f", Map.of("enabled", true))
                .body("blastRadius.changed", nullValue())
                .body("blastRadius.sentence", containsString("/api/v1/projects/" + project + "/context-sampling"));
    }

    @Test
    void anSdkThatSamplesNothingIsToldNoRules() {
        enable(List.of());
        assertThat(Api.with(key)
                        .body(Map.of("instance", "old", "seq", 0, "sdk", Map.of("name", "s", "version", "1")))
                        .post("/sdk/v1/telemetry")
                        .then()
                        .statusCode(202)
                        .extract()
                        .<Object>path("sampling"))
                .isNull();
    }

    @Test
    void sdksAreToldTheRulesAndContextsAreKeptByThem() throws SQLException {
        enable(List.of("plan"));
        ValidatableResponse told = send(0, List.of(context("early", "nz")));
        told.body("sampling.version", equalTo(1)).body("sampling.clear", contains("plan"));
        String secret = told.extract().path("sampling.key");
        assertThat(secret).hasSize(64);
        view().body("contexts", equalTo(0));

        Map<String, Object> alice = context("alice", "nz");
        alice.put("clear", Map.of("plan", "pro", "email", "alice@example.com"));
        alice.put("hashed", Map.of("age", "0123456789abcdef", "name", "Alice in clear", "tags", List.of("no hash")));
        send(1, List.of(alice, context("bob", "eu"), context("carol", null)));
        send(1, List.of(context("bob", "eu")));
        view().body("contexts", equalTo(3))
                .body("regions.region", contains(null, "eu", "nz"))
                .body("since", not(nullValue()));
        assertThat(rows("SELECT context FROM context_sample c JOIN environment e ON e.id = c.environment_id"
                        + " WHERE region = 'nz' AND e.project = '" + project + "'"))
                .containsExactly("{\"clear\":{\"plan\":\"pro\"},\"hashed\":{\"age\":\"0123456789abcdef\"}}");

        enable(List.of());
        view().body("contexts", equalTo(0));
        send(1, List.of(context("alice", "nz")));
        view().body("contexts", equalTo(0));
        String other = send(0, List.of())
                .body("sampling.version", equalTo(2))
                .extract()
                .path("sampling.key");
        assertThat(other).isNotEqualTo(secret);
        Api.admin()
                .get("/api/v1/projects/" + project + "/audit")
                .then()
                .body("items.action", org.hamcrest.Matchers.hasItem("context-sampling.changed"))
                .body(not(containsString(secret)));
    }

    @Test
    void ofEachRegionTheLowestRanksAreKeptAndSmallRegionsAreNotCrowdedOut() {
        put(Map.of("enabled", true, "keep", 100)).statusCode(200);
        for (int batch = 0; batch < 3; batch++) {
            List<Map<String, Object>> contexts = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                Map<String, Object> one = context("nz-" + batch + "-" + i, "nz");
                one.put("rank", (batch * 100L + i) * 10_000_000);
                contexts.add(one);
            }
            send(1, contexts);
        }
        ValidatableResponse told = send(1, List.of(context("e1", "eu"), context("e2", "eu"), context("e3", "eu")));
        told.body("sampling.below.nz", equalTo(96 * 10_000_000 + 1)).body("sampling.below.eu", nullValue());
        view().body("contexts", equalTo(100))
                .body("regions.find { it.region == 'nz' }.contexts", equalTo(97))
                .body("regions.find { it.region == 'eu' }.contexts", equalTo(3))
                .body("regions.find { it.region == 'nz' }.units", equalTo((int)
                        Math.round(96.0 * KeyedHash.RANKS / (96 * 10_000_000 + 1))));
    }

    @Test
    void whatNobodyAskedWithForADayIsForgotten() throws SQLException {
        enable(List.of());
        send(1, List.of(context("alice", "nz")));
        try (Connection connection = database.getConnection()) {
            connection
                    .createStatement()
                    .executeUpdate(
                            "UPDATE context_sample SET seen_at = now() - interval '25 hours' WHERE environment_id ="
                                    + " (SELECT id FROM environment WHERE project = '" + project + "')");
        }
        view().body("contexts", equalTo(0));
        samples.expire().await().indefinitely();
        assertThat(rows(
                        "SELECT 1 FROM context_sample WHERE environment_id = (SELECT id FROM environment WHERE project = '"
                                + project + "')"))
                .isEmpty();
    }

    @Test
    void instancesThatSendTheSameUnitsAtOnceDoNotBlockEachOther() throws Exception {
        put(Map.of("enabled", true, "keep", 150)).statusCode(200);
        ExecutorService instances = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                int from = i % 5;
                sent.add(instances.submit((Callable<Object>) () -> {
                    List<Map<String, Object>> contexts = new ArrayList<>();
                    for (int unit = from * 50; unit < from * 50 + 100; unit++) {
                        contexts.add(context("user-" + unit, unit % 2 == 0 ? "nz" : "eu"));
                    }
                    java.util.Collections.shuffle(contexts);
                    return send(1, contexts);
                }));
            }
            for (Future<?> one : sent) {
                one.get();
            }
        } finally {
            instances.shutdown();
        }
        view().body("contexts", equalTo(150));
    }

    @Test
    void badSettingsAreRefusedWithAPointer() {
        put(Map.of("enabled", true, "keep", 7)).statusCode(422).body("errors[0].pointer", equalTo("/keep"));
        put(Map.of("enabled", true, "clear", List.of("plan", "")))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/clear/1"));
        put(Map.of("keep", 500)).statusCode(422).body("errors[0].pointer", equalTo("/enabled"));
        Map<String, Object> wrong = context("alice", "nz");
        wrong.put("unit", "alice");
        Api.with(key)
                .body(batch(0, List.of(wrong)))
                .post("/sdk/v1/telemetry")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/contexts/0/unit"));
        Map<String, Object> nameless = context("alice", "nz");
        nameless.put("withheld", Arrays.asList("plan", null));
        Api.with(key)
                .body(batch(0, List.of(nameless)))
                .post("/sdk/v1/telemetry")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/contexts/0/withheld/1"));
        String longName = "a/b~".repeat(26);
        Map<String, Object> talkative = context("alice", "nz");
        talkative.put("clear", Map.of(longName, 1));
        Api.with(key)
                .body(batch(0, List.of(talkative)))
                .post("/sdk/v1/telemetry")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/contexts/0/clear/" + "a~1b~0".repeat(26)));
        Api.with(key)
                .body(Map.of("enabled", true))
                .put("/api/v1/projects/" + project + "/context-sampling")
                .then()
                .statusCode(403);
    }

    private List<String> rows(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = database.getConnection();
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
