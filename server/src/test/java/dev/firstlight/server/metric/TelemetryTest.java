package dev.firstlight.server.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Database.class)
class TelemetryTest {
    @Inject
    DataSource database;

    @Inject
    Tallies tallies;

    private String project;
    private String key;
    private String release;

    @BeforeEach
    void measure() throws SQLException {
        project = Api.project();
        key = Api.sdkKey(project, "server");
        release = "release-of-" + project;
        execute(
                "INSERT INTO measured (release_id, environment_id) SELECT ?, id FROM environment WHERE project = ?",
                release,
                project);
    }

    @Test
    void aUnitCountsOnceWhereItWasFirstExposed() {
        send(batch(1, exposures(0, "treatment", 1, 2, 3), exposures(0, "control", 4, 5), outcomes(3, 4, 5, 9)));
        send(batch(2, exposures(1, "treatment", 3, 4, 6), outcomes(3, 6)));
        assertThat(tally().counts())
                .isEqualTo(Map.of(
                        new Cell("nz", 0, Arm.TREATMENT), new Count(3, 1),
                        new Cell("nz", 0, Arm.CONTROL), new Count(2, 2),
                        new Cell("nz", 1, Arm.TREATMENT), new Count(1, 1)));
    }

    @Test
    void aBatchSentTwiceCountsOnce() throws SQLException {
        Map<String, Object> batch = batch(7, exposures(0, "treatment", 1));
        batch.put(
                "evaluations",
                List.of(
                        Map.of("flag", "f", "variant", "on", "reason", "SPLIT", "count", 12),
                        Map.of("flag", "f", "reason", "ERROR", "count", 1)));
        for (int i = 0; i < 3; i++) {
            send(batch);
        }
        assertThat(evaluations()).isEqualTo(13);
        assertThat(tally().sum(cell -> true)).isEqualTo(new Count(1, 0));
    }

    @Test
    void instancesThatReportTheSameUnitsAtOnceDoNotBlockEachOther() throws Exception {
        int[] units = IntStream.range(0, 2_000).toArray();
        ExecutorService instances = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> sent = IntStream.range(0, 6)
                    .<Future<?>>mapToObj(i -> instances.submit(() -> {
                        for (int seq = 0; seq < 5; seq++) {
                            Map<String, Object> batch = batch(seq, exposures(0, "control", units), outcomes(units));
                            batch.put("instance", "i" + i);
                            send(batch);
                        }
                    }))
                    .toList();
            for (Future<?> one : sent) {
                one.get();
            }
        } finally {
            instances.shutdown();
        }
        assertThat(tally().sum(cell -> true)).isEqualTo(new Count(2_000, 2_000));
    }

    @Test
    void aReceiptIsKept() {
        Map<String, Object> batch = batch(1);
        batch.put("applied", Map.of("epoch", 1, "revision", 1, "at", "2026-01-01T00:00:00Z"));
        send(batch);
        Api.admin()
                .get("/api/v1/projects/" + project + "/environments/production/receipts")
                .then()
                .body("connected", equalTo(1))
                .body("applied", equalTo(1))
                .body("instances", hasSize(1))
                .body("instances[0].region", equalTo("nz"));
    }

    @Test
    void anotherEnvironmentsReleaseIsNotTouched() {
        String stranger = Api.sdkKey(Api.project(), "server");
        Api.with(stranger)
                .body(batch(1, exposures(0, "treatment", 1)))
                .post("/sdk/v1/telemetry")
                .then()
                .statusCode(202);
        assertThat(tally().counts()).isEmpty();
    }

    @Test
    void whatCannotBeIsRefused() {
        Map<String, Object> notHex = batch(1);
        notHex.put("outcomes", List.of(Map.of("release", release, "metric", "m", "units", List.of("xyz"))));
        refused(notHex, 422, "/outcomes/0/units/0");
        Map<String, Object> longName = batch(1);
        longName.put("instance", "x".repeat(65));
        refused(longName, 422, "/instance");
        Map<String, Object> tooFew = batch(1);
        tooFew.put(
                "outcomes",
                List.of(Map.of("release", release, "metric", "m", "units", hashes(1, 2), "values", List.of(1.5))));
        refused(tooFew, 422, "/outcomes/0/values");
        Map<String, Object> never = batch(1);
        never.put(
                "outcomes",
                List.of(Map.of("release", release, "metric", "m", "units", hashes(1, 2), "counts", List.of(1, 0))));
        refused(never, 422, "/outcomes/0/counts/1");
        Map<String, Object> endless = batch(1);
        endless.put(
                "outcomes",
                List.of(Map.of("release", release, "metric", "m", "units", hashes(1), "values", List.of(1e16))));
        refused(endless, 422, "/outcomes/0/values/0");
        Api.with(Api.sdkKey(project, "client"))
                .body(batch(1))
                .post("/sdk/v1/telemetry")
                .then()
                .statusCode(403);
    }

    @Test
    void aNewerSdksFieldsArePassedOver() {
        Map<String, Object> batch = batch(1);
        batch.put("somethingNew", true);
        send(batch);
    }

    @Test
    void metricsAreDefined() {
        String metrics = "/api/v1/projects/" + project + "/metrics";
        Api.admin()
                .body(Map.of("name", "error rate", "kind", "binary", "worse", "higher"))
                .put(metrics + "/panel.error")
                .then()
                .statusCode(200)
                .body("key", equalTo("panel.error"))
                .body("kind", equalTo("binary"));
        Api.admin().get(metrics).then().body("items.name", equalTo(List.of("error rate")));
        Api.admin().get(metrics + "/other").then().statusCode(404);
        Api.admin()
                .body(Map.of("name", "latency", "kind", "median"))
                .put(metrics + "/latency")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/kind"));
    }

    private void refused(Map<String, Object> batch, int status, String pointer) {
        Api.with(key)
                .body(batch)
                .post("/sdk/v1/telemetry")
                .then()
                .statusCode(status)
                .body("errors[0].pointer", equalTo(pointer));
    }

    private void send(Map<String, Object> batch) {
        Api.with(key).body(batch).post("/sdk/v1/telemetry").then().statusCode(202);
    }

    private Tally tally() {
        return tallies.of(release, List.of("panel.error"))
                .await()
                .atMost(Duration.ofSeconds(10))
                .getOrDefault("panel.error", Tally.EMPTY);
    }

    @SafeVarargs
    private Map<String, Object> batch(int seq, Map<String, Object>... parts) {
        Map<String, Object> batch = new HashMap<>(
                Map.of("instance", "one", "seq", seq, "sdk", Map.of("name", "test", "version", "1"), "region", "nz"));
        batch.put(
                "exposures",
                List.of(parts).stream().filter(p -> p.containsKey("arm")).toList());
        batch.put(
                "outcomes",
                List.of(parts).stream().filter(p -> p.containsKey("metric")).toList());
        return batch;
    }

    private Map<String, Object> exposures(int stage, String arm, int... units) {
        return Map.of("release", release, "stage", stage, "region", "nz", "arm", arm, "units", hashes(units));
    }

    private Map<String, Object> outcomes(int... units) {
        return Map.of("release", release, "metric", "panel.error", "units", hashes(units));
    }

    private static List<String> hashes(int... units) {
        return IntStream.of(units)
                .mapToObj(unit -> String.format("%016x", unit * 0x9E3779B97F4A7C15L))
                .toList();
    }

    private long evaluations() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT sum(count) FROM evaluation_count c"
                        + " JOIN environment e ON e.id = c.environment_id WHERE e.project = ?")) {
            query.setString(1, project);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private void execute(String sql, String... arguments) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            statement.executeUpdate();
        }
    }
}
