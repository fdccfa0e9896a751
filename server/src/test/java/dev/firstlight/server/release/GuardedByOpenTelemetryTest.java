package dev.firstlight.server.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.firstlight.server.otlp.Pushing;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Counters that applications push decide a release. */
@QuarkusTest
@NullUnmarked // the test framework sets the fields
@QuarkusTestResource(Database.class)
class GuardedByOpenTelemetryTest {

    private static final String METRIC = "http.errors";
    private static final String PATH = "/sdk/v1/otlp/v1/metrics";

    @TestHTTPResource(PATH)
    URI endpoint;

    @Inject
    DataSource database;

    private World world;
    private String key;

    @BeforeEach
    void define() {
        world = new World();
        key = Api.sdkKey(world.project, "server");
        put(Map.of(
                        "bad",
                        Map.of("metric", "http.requests", "where", Map.of("http.response.status_code", "5*")),
                        "total",
                        Map.of("metric", "http.requests")))
                .then()
                .statusCode(200);
    }

    private io.restassured.response.Response put(Map<String, Object> otlp) {
        return Api.admin()
                .body(Map.of("name", "HTTP errors", "kind", "otlp", "otlp", otlp))
                .put("/api/v1/projects/" + world.project + "/metrics/" + METRIC);
    }

    private String begin() {
        String id = world.start(Map.of(
                "stages", List.of(World.stage("nz", 50)), "guards", List.of(Map.of("metric", METRIC, "margin", 1.0))));
        world.serve();
        world.until(id, r -> "NO_DATA".equals(r.getString("step")));
        return id;
    }

    private void assertCounted(String id, int treated, int treatedBad, int untreated, int untreatedBad) {
        world.until(
                id,
                r -> r.getInt("guards[0].treatment.units") == treated
                        && r.getInt("guards[0].treatment.events") == treatedBad
                        && r.getInt("guards[0].control.units") == untreated
                        && r.getInt("guards[0].control.events") == untreatedBad);
    }

    private void assertCounted(String id, int treated, int treatedBad) {
        world.until(
                id,
                r -> r.getInt("guards[0].treatment.units") == treated
                        && r.getInt("guards[0].treatment.events") == treatedBad);
    }

    private Pushing process(String instance) {
        return new Pushing(key, instance);
    }

    /** The exporter of OpenTelemetry's own SDK, in a process that had run for a while. */
    @Test
    void isTakenBackByWhatOpenTelemetrysOwnSdkPushes() {
        OtlpHttpMetricExporter exporter = OtlpHttpMetricExporter.builder()
                .setEndpoint(endpoint.toString())
                .addHeader("Authorization", "Bearer " + key)
                .setCompression("gzip")
                .build();
        try (SdkMeterProvider meters = SdkMeterProvider.builder()
                .setResource(Resource.create(Attributes.builder()
                        .put("service.instance.id", "a")
                        .put("cloud.region", "nz")
                        .build()))
                .registerMetricReader(PeriodicMetricReader.builder(exporter)
                        .setInterval(Duration.ofHours(1))
                        .build())
                .build()) {
            LongCounter requests =
                    meters.get("http").counterBuilder("http.requests").build();
            count(requests, "on", 10_000, 100);
            count(requests, "off", 10_000, 100);
            String id = begin();
            flush(meters);
            count(requests, "on", 500, 5);
            count(requests, "off", 500, 5);
            flush(meters);
            assertCounted(id, 505, 5, 505, 5);
            count(requests, "on", 1_000, 150);
            count(requests, "off", 1_000, 10);
            flush(meters);
            JsonPath over = world.until(id, r -> r.getString("state").equals("ROLLED_BACK"));
            assertThat(over.getString("sentence")).contains("HTTP errors").contains("in control");
            assertThat(world.flag().getString("default.variant")).isEqualTo("off");
        }
    }

    /**
     * Pushes what was counted. The reader says that a push is over an instant before it takes the next, and refuses
     * one that comes between; what was counted stays and goes with the push after it. Whether the server took it,
     * only the server's counts say.
     */
    private static void flush(SdkMeterProvider meters) {
        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> meters.forceFlush().join(20, TimeUnit.SECONDS).isSuccess());
    }

    private static void count(LongCounter requests, String variant, long good, long bad) {
        requests.add(good, attributes(variant, 200));
        requests.add(bad, attributes(variant, 503));
    }

    private static Attributes attributes(String variant, long status) {
        return Attributes.builder()
                .put("feature_flag.key", "checkout-v2")
                .put("feature_flag.result.variant", variant)
                .put("http.response.status_code", status)
                .build();
    }

    @Test
    void countsEachThingOnceWhateverIsSentAgainOrBeginsAnew() {
        String id = begin();
        Pushing a = process("a");
        a.stands("on", 200, 1_000).stands("off", 200, 1_000).push().then().statusCode(200);
        // A series that is new of a process that is known: all of it is new.
        a.later().stands("on", 200, 1_050).stands("off", 200, 1_070).stands("on", 500, 10);
        Map<String, Object> body = a.body();
        a.push().then().statusCode(200);
        assertCounted(id, 60, 10, 70, 0);
        a.send(body).then().statusCode(200);
        // Another process, that ran before: what it had counted is not known to be ours.
        process("b").later().stands("on", 200, 500).push().then().statusCode(200);
        // It began anew.
        a.later()
                .stands("on", 200, 5)
                .stands("off", 200, 7)
                .stands("on", 500, 1)
                .push()
                .then()
                .statusCode(200);
        assertCounted(id, 66, 11, 77, 0);
        a.send(body).then().statusCode(200);
        // One push in two pieces, and two pushes in one.
        Pushing c = process("c");
        c.stands("on", 200, 100).push().then().statusCode(200);
        c.stands("on", 500, 100).push().then().statusCode(200);
        c.later().stands("on", 200, 101).stands("on", 500, 102);
        c.later().stands("on", 200, 104).stands("on", 500, 103).push().then().statusCode(200);
        assertCounted(id, 66 + 4 + 3, 11 + 3, 77, 0);
    }

    @Test
    void whatHappenedSinceTheLastPushIsCountedFromTheSecondOn() {
        String id = begin();
        Pushing a = process("a").deltas();
        a.stands("on", 200, 1_000).push().then().statusCode(200);
        a.later().stands("on", 200, 20).stands("on", 503, 2);
        Map<String, Object> body = a.body();
        a.push().then().statusCode(200);
        a.send(body).then().statusCode(200);
        a.later().stands("on", 200, 3).push().then().statusCode(200);
        assertCounted(id, 25, 2);
    }

    @Test
    void aProcessWithoutANameIsTold() {
        String id = begin();
        process("")
                .stands("on", 200, 5)
                .push()
                .then()
                .statusCode(200)
                .body("partialSuccess.rejectedDataPoints", equalTo("1"))
                .body("partialSuccess.errorMessage", containsString("service.instance.id"));
        assertThat(sources(id)).isEqualTo("No application has pushed it yet.");
    }

    @Test
    void aMetricThatNobodyPushesAnyMoreHasNoData() throws SQLException {
        String id = begin();
        process("a").stands("on", 200, 5).push().then().statusCode(200);
        assertThat(sources(id)).isNull();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE source_state SET good_at = good_at - interval '4 minutes'"
                    + " WHERE release_no = (SELECT no FROM measured WHERE release_id = '" + id + "')");
        }
        assertThat(sources(id)).isEqualTo("No application has pushed it for 180 seconds.");
        JsonPath silent = world.until(id, r -> "NO_DATA".equals(r.getString("guards[0].verdict")));
        assertThat(silent.getString("state")).isEqualTo("RUNNING");
    }

    @Test
    void attributesThatNeverRepeatAreRefusedAloud() {
        String id = begin();
        for (int i = 0; i < 8; i++) {
            Pushing a = process("a");
            for (int status = 1_000; status < 4_000; status++) {
                a.stands("on", 10_000 * i + status, 1);
            }
            // Exporters send again what a server had no time for.
            Map<String, Object> body = a.body();
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> process("a").send(body).statusCode() == 200);
        }
        assertThat(sources(id)).contains("More than 20000 series");
    }

    private String sources(String id) {
        return Api.admin()
                .get(world.releases + "/" + id + "/sources")
                .then()
                .statusCode(200)
                .extract()
                .path("sources.find { it.metric == '" + METRIC + "' }.trouble");
    }
}
