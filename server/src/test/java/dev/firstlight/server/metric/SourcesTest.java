package dev.firstlight.server.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.firstlight.server.metric.PrometheusWire.Broken;
import dev.firstlight.server.platform.Meters;
import dev.firstlight.server.platform.Outbound;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Database.class)
class SourcesTest {

    private static final Meters METERS = new Meters(new SimpleMeterRegistry());
    private static final String COUNTER = "{region=\"{{region}}\",variant=\"{{variant}}\"}";

    @Inject
    DataSource database;

    @Inject
    SourceRows rows;

    @Inject
    Tallies tallies;

    @Inject
    Sources sources;

    @Inject
    Vertx vertx;

    private PrometheusWire prometheus;
    private Recount recount;
    private String release;
    private String project;

    @BeforeEach
    void release() throws Exception {
        prometheus = new PrometheusWire();
        project = Api.project();
        release = "release-of-" + project;
        define(project, "errors", Map.of("bad", "bad" + COUNTER, "total", "total" + COUNTER));
        define(project, "cpu", Map.of("query", "cpu{region=~\"{{region}}\"}", "op", ">", "limit", 0.8));
        recount = new Recount(database, release);
        recount.measure(project);
        recount.execute("UPDATE measured SET flag = 'f', treatment = 'on', control = 'off', stage = 0,"
                + " regions = '{nz}', metrics = '{errors,cpu,m}' WHERE release_id = ?");
        prometheus.give("cpu{region=~\"nz\"}", "all", 0.5);
    }

    private static void define(String project, String key, Map<String, Object> query) {
        Api.admin()
                .body(Map.of("name", key, "kind", "prometheus", "prometheus", query))
                .put("/api/v1/projects/" + project + "/metrics/" + key)
                .then()
                .statusCode(200);
    }

    @AfterEach
    void stop() throws SQLException {
        prometheus.close();
        recount.execute("UPDATE measured SET open = false WHERE release_id = ?");
    }

    @Test
    void countsWhatCountersGrewBySinceTheyWereFirstSeen() throws Exception {
        stand("a", 1_000, 100, 1_000, 100);
        poll();
        assertThat(tally()).isEmpty();
        stand("a", 1_050, 110, 1_070, 101);
        poll();
        assertThat(tally()).isEqualTo(nz(0, new Count(50, 10), new Count(70, 1)));
        // Another process comes: what it counted before it was seen is not counted.
        stand("b", 500, 50, 500, 50);
        poll();
        stand("b", 510, 51, 500, 50);
        poll();
        assertThat(tally()).isEqualTo(nz(0, new Count(60, 11), new Count(70, 1)));
        // Both begin anew.
        stand("a", 5, 1, 7, 0);
        stand("b", 0, 0, 2, 0);
        poll();
        assertThat(tally()).isEqualTo(nz(0, new Count(65, 12), new Count(79, 1)));
        assertThat(state().trouble()).isNull();
        assertThat(state().lastGood()).isNotNull();
    }

    @Test
    void whatGrewAcrossAStageOrInAWarmUpIsNotCounted() throws Exception {
        stand("a", 100, 10, 100, 10);
        poll();
        recount.execute("UPDATE measured SET stage = 1 WHERE release_id = ?");
        stand("a", 200, 20, 200, 20);
        poll();
        assertThat(tally()).isEmpty();
        stand("a", 210, 21, 205, 20);
        poll();
        assertThat(tally()).isEqualTo(nz(1, new Count(10, 1), new Count(5, 0)));
        recount.execute("UPDATE measured SET warm_until = now() + interval '1 hour' WHERE release_id = ?");
        stand("a", 310, 31, 305, 20);
        poll();
        assertThat(tally()).isEqualTo(nz(1, new Count(10, 1), new Count(5, 0)));
    }

    @Test
    void aSourceThatFailsCountsNothingAndGoesOnWithoutAJump() throws Exception {
        stand("a", 100, 10, 100, 10);
        poll();
        stand("a", 200, 20, 200, 20);
        String unready = "{\"status\":\"error\",\"errorType\":\"unavailable\",\"error\":\"not ready\"}";
        fails(new Broken(200, "text/html", "<html>Sign in</html>", 0), "not Prometheus");
        fails(new Broken(503, "application/json", unready, 0), "503");
        fails(new Broken(302, "text/html", "", 0), "302");
        fails(new Broken(200, "application/json", unready, 0), "not ready");
        fails(new Broken(200, "application/json", "x".repeat((1 << 20) + 1), 0), "more than");
        fails(new Broken(200, "application/json", "{}", 3_000), "did not answer within");
        prometheus.breakWith(null);
        prometheus.give("bad{region=\"nz\",variant=\"on\"}", "a", "NaN");
        troubled("NaN");
        prometheus.forget();
        troubled("no data");
        prometheus.stop();
        troubled("cannot be asked");
        assertThat(tally()).isEmpty();
        prometheus.start();
        stand("a", 30, 3, 250, 25);
        poll();
        assertThat(state().trouble()).isNull();
        assertThat(tally()).isEqualTo(nz(0, new Count(30, 3), new Count(150, 15)));
    }

    @Test
    void aThresholdSaysItsValueAndWhetherThatBreaches() {
        stand("a", 1, 0, 1, 0);
        poll();
        assertThat(await(sources.thresholds(release, List.of("cpu", "errors"))))
                .hasEntrySatisfying("cpu", reading -> {
                    assertThat(reading.value()).isEqualTo(0.5);
                    assertThat(reading.breached()).isFalse();
                })
                .hasSize(1);
        prometheus.give("cpu{region=~\"nz\"}", "all", 0.9);
        poll();
        assertThat(await(sources.thresholds(release, List.of("cpu"))))
                .hasEntrySatisfying(
                        "cpu", reading -> assertThat(reading.breached()).isTrue());
        prometheus.give("cpu{region=~\"nz\"}", "other", 0.9);
        poll();
        assertThat(await(sources.of(release, List.of("cpu"))))
                .hasEntrySatisfying("cpu", state -> assertThat(state.trouble()).contains("2 series"));
    }

    @Test
    void oneNodeAsksInASlot() {
        stand("a", 1, 0, 1, 0);
        List<Poll> first = await(rows.claim(Duration.ofDays(1)));
        List<Poll> second = await(rows.claim(Duration.ofDays(1)));
        assertThat(first).filteredOn(poll -> poll.flag().equals("f")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(second).isEmpty();
        // The slot went on while the answer was on its way.
        poll();
        await(rows.fail(first.get(0), "late"));
        assertThat(state().trouble()).isNull();
    }

    @Test
    void exposuresSayNothingOfWhatPrometheusMeasures() {
        assertThat(await(sources.of(release, List.of("errors"))))
                .hasEntrySatisfying(
                        "errors", state -> assertThat(state.trouble()).isNotNull());
        assertThat(tally()).isEmpty();
    }

    @Test
    void regionsAreComparedWithThemselvesBefore() throws SQLException {
        recount.execute("UPDATE measured SET opened_at = now() - interval '1 hour' WHERE release_id = ?");
        prometheus.remember("total{region=\"nz\",variant=\"on\"}", List.of("0", "100", "5"));
        prometheus.remember("total{region=\"nz\",variant=\"off\"}", List.of("10", "20"));
        prometheus.remember("bad{region=\"nz\",variant=\"on\"}", List.of("3", "4"));
        Regional regional = new Regional(rows, outbound("127.0.0.1"), config(), Clock.systemUTC());
        Map<String, BeforeAfter> regions = await(regional.of(release, "errors", List.of("nz")));
        assertThat(regions).isEqualTo(Map.of("nz", new BeforeAfter(new Count(115, 1), new Count(115, 1))));
        long first = number("start", 0);
        assertThat(prometheus.asked).hasSize(8);
        assertThat(number("end", 0) - first).isEqualTo(3_600);
        assertThat(prometheus.asked.stream().filter(p -> Long.toString(first).equals(p.get("start"))))
                .hasSize(4);
        assertThat(await(regional.of(release, "errors", List.of("nz")))).isSameAs(regions);
    }

    @Test
    void whetherASourceGivesAndWhenItLastDidIsSaid() {
        String path = "/api/v1/projects/" + project + "/releases/" + release + "/sources";
        Api.admin()
                .get(path)
                .then()
                .statusCode(200)
                .body("sources.metric", contains("cpu", "errors"))
                .body("sources[1].lastGood", nullValue())
                .body("sources[1].trouble", not(emptyOrNullString()));
        stand("a", 1, 0, 1, 0);
        poll();
        Api.admin()
                .get(path)
                .then()
                .statusCode(200)
                .body("sources[1].lastGood", notNullValue())
                .body("sources[1].trouble", nullValue());
        Api.admin()
                .get("/api/v1/projects/" + project + "/releases/none/sources")
                .then()
                .statusCode(404);
    }

    @Test
    void whatIsInThePrivateNetworkIsNotAskedUnlessTheOperatorNamesIt() {
        stand("a", 1, 0, 1, 0);
        await(new Poller(rows, outbound("prometheus.example"), config(), METERS)
                .pollAll(api(outbound("prometheus.example"))));
        assertThat(state().trouble()).contains("firstlight.outbound.allow");
        assertThat(prometheus.requests).hasValue(0);
    }

    private long number(String parameter, int at) {
        return Long.parseLong(prometheus.asked.get(at).getOrDefault(parameter, "0"));
    }

    private void fails(Broken how, String words) {
        prometheus.breakWith(how);
        troubled(words);
    }

    private void troubled(String words) {
        poll();
        assertThat(state().trouble()).contains(words);
        assertThat(state().lastGood()).isNotNull();
    }

    /** What the counters of nz stand at in one process. */
    private void stand(String instance, long treated, long treatedBad, long control, long controlBad) {
        prometheus.give("total{region=\"nz\",variant=\"on\"}", instance, treated);
        prometheus.give("bad{region=\"nz\",variant=\"on\"}", instance, treatedBad);
        prometheus.give("total{region=\"nz\",variant=\"off\"}", instance, control);
        prometheus.give("bad{region=\"nz\",variant=\"off\"}", instance, controlBad);
    }

    private static Map<Cell, Count> nz(int stage, Count treatment, Count control) {
        return Map.of(new Cell("nz", stage, Arm.TREATMENT), treatment, new Cell("nz", stage, Arm.CONTROL), control);
    }

    private Map<Cell, Count> tally() {
        return await(tallies.of(release, List.of("errors")))
                .getOrDefault("errors", Tally.EMPTY)
                .counts();
    }

    private SourceState state() {
        return await(sources.of(release, List.of("errors"))).getOrDefault("errors", new SourceState(null, "none"));
    }

    private void poll() {
        Outbound outbound = outbound("127.0.0.1");
        await(new Poller(rows, outbound, config(), METERS).pollAll(api(outbound)));
    }

    private PrometheusApi api(Outbound outbound) {
        return new PrometheusApi(outbound, prometheus.url(), null, Duration.ofSeconds(1));
    }

    private Outbound outbound(String allowed) {
        return new Outbound(vertx, List.of(allowed));
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }

    private MetricConfig config() {
        return new MetricSettings(1, Optional.of(prometheus.url()));
    }
}
