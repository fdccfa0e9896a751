package dev.firstlight.server.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.server.metric.PrometheusWire;
import dev.firstlight.server.support.Api;
import dev.firstlight.server.support.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Prometheus alone decides a release: through its outage, through counters that begin anew, until it shows harm. */
@QuarkusTest
@QuarkusTestResource(Database.class)
@QuarkusTestResource(value = GuardedByPrometheusTest.Prometheus.class, restrictToAnnotatedClass = true)
class GuardedByPrometheusTest {
    private static final String METRIC = "http.errors";

    @SuppressWarnings("NullAway.Init") // by the resource, before the test
    private static PrometheusWire wire;

    @SuppressWarnings("NullAway.Init") // before each test
    private World world;

    /** The server under test asks this one, several times a second. */
    public static final class Prometheus implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            try {
                wire = new PrometheusWire();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return Map.of(
                    "firstlight.metric.prometheus.url",
                    wire.url().toString(),
                    "firstlight.metric.prometheus.every",
                    "1s",
                    "firstlight.outbound.allow",
                    "127.0.0.1");
        }

        @Override
        public void stop() {
            wire.close();
        }
    }

    @BeforeEach
    void define() {
        world = new World();
        Api.admin()
                .body(Map.of(
                        "name",
                        "HTTP errors",
                        "kind",
                        "prometheus",
                        "worse",
                        "higher",
                        "prometheus",
                        Map.of("bad", counter("errors"), "total", counter("requests"))))
                .put("/api/v1/projects/" + world.project + "/metrics/" + METRIC)
                .then()
                .statusCode(200);
    }

    private static String counter(String name) {
        return "sum(" + name + "{region=\"{{region}}\",variant=\"{{variant}}\"})";
    }

    @AfterEach
    void answerAgain() {
        wire.breakWith(null);
        wire.forget();
    }

    @Test
    void isTakenBackByWhatPrometheusSawThroughItsRestart() throws IOException {
        give(10_000, 100, 10_000, 100);
        String id = world.start(Map.of(
                "stages", List.of(World.stage("nz", 50)), "guards", List.of(Map.of("metric", METRIC, "margin", 1.0))));
        world.serve();
        world.until(id, r -> "NO_DATA".equals(r.getString("step")));
        give(10_500, 105, 10_500, 105);
        JsonPath seen = world.until(id, r -> r.getInt("guards[0].treatment.units") == 500);
        assertThat(seen.getInt("guards[0].control.events")).isEqualTo(5);

        wire.breakWith(new PrometheusWire.Broken(200, "text/html", "<html>Sign in</html>", 0));
        JsonPath silent = world.until(id, r -> "NO_DATA".equals(r.getString("guards[0].verdict")));
        assertThat(silent.getString("state")).isEqualTo("RUNNING");
        wire.stop();
        world.pause(1_500);
        wire.breakWith(null);
        wire.forget();
        give(40, 0, 40, 0);
        wire.start();
        world.until(id, r -> r.getInt("guards[0].treatment.units") >= 540);

        give(1_040, 150, 1_040, 10);
        JsonPath over = world.until(id, r -> r.getString("state").equals("ROLLED_BACK"));
        assertThat(over.getString("sentence")).contains("HTTP errors").contains("in control");
        assertThat(over.getInt("guards[0].treatment.units")).isEqualTo(1_540);
        assertThat(over.getInt("guards[0].treatment.events")).isEqualTo(155);
        assertThat(world.flag().getString("default.variant")).isEqualTo("off");
    }

    /** What both arms' counters stand at. */
    private void give(long treated, long treatedBad, long untreated, long untreatedBad) {
        one("requests", "on", treated);
        one("errors", "on", treatedBad);
        one("requests", "off", untreated);
        one("errors", "off", untreatedBad);
    }

    private static void one(String name, String variant, long value) {
        wire.give("sum(" + name + "{region=\"nz\",variant=\"" + variant + "\"})", "a", value);
    }
}
