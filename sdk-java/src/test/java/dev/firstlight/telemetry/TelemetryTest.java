package dev.firstlight.telemetry;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.Await;
import dev.firstlight.TestServer;
import dev.firstlight.core.Assignment;
import dev.firstlight.core.Assignment.Arm;
import dev.firstlight.core.Context;
import dev.firstlight.core.Evaluator;
import dev.firstlight.core.Ruleset;
import dev.firstlight.core.UnitHash;
import dev.firstlight.wire.Mode;
import dev.firstlight.wire.RulesetJson;
import dev.firstlight.wire.TelemetryJson;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TelemetryTest {

    private static final TelemetryConfig.Timing FAST = new TelemetryConfig.Timing(
            Duration.ofMillis(200),
            Duration.ofMillis(50),
            Duration.ofMillis(50),
            Duration.ofSeconds(5),
            Duration.ofMillis(1_500));

    private TestServer server;
    private Telemetry telemetry;
    private final Ruleset ruleset =
            Ruleset.compile(requireNonNull(RulesetJson.read(TestServer.ruleset(4), Mode.LENIENT, new ArrayList<>())));

    @BeforeEach
    void start() throws Exception {
        server = new TestServer();
        telemetry = new Telemetry(new TelemetryConfig(URI.create(server.url()), "fls_test", "nz", FAST));
    }

    @AfterEach
    void stop() {
        telemetry.close();
        server.close();
    }

    @Test
    void sendsAReceiptFirst() throws Exception {
        telemetry.applied(ruleset);
        telemetry.start();
        JsonNode batch = server.awaitTelemetry("applied");
        assertThat(batch.at("/applied/epoch").asLong()).isEqualTo(1);
        assertThat(batch.at("/applied/revision").asLong()).isEqualTo(4);
        assertThat(batch.get("region").asText()).isEqualTo("nz");
        assertThat(batch.at("/sdk/name").asText()).isEqualTo("firstlight-java");
        assertThat(TelemetryJson.read(batch, new ArrayList<>())).isNotNull();
    }

    @Test
    void countsEvaluations() throws Exception {
        telemetry.applied(ruleset);
        for (int i = 0; i < 1_000; i++) {
            telemetry.evaluated(ruleset, "revision", Evaluator.evaluate(ruleset, "revision", Context.empty(), null));
        }
        telemetry.evaluated(ruleset, "nowhere", Evaluator.evaluate(ruleset, "nowhere", Context.empty(), null));
        telemetry.start();
        JsonNode evaluations = server.awaitTelemetry("evaluations").get("evaluations");
        assertThat(evaluations.toString())
                .contains("{\"flag\":\"revision\",\"variant\":\"v\",\"reason\":\"STATIC\",\"count\":1000}")
                .contains("{\"flag\":\"nowhere\",\"variant\":null,\"reason\":\"ERROR\",\"count\":1}");
    }

    @Test
    void reportsAUnitOncePerRelease() throws Exception {
        Assignment alice = new Assignment("r1", 0, "nz", Arm.TREATMENT, "alice");
        telemetry.exposed(alice);
        telemetry.exposed(alice);
        telemetry.exposed(new Assignment("r1", 1, "nz", Arm.TREATMENT, "alice"));
        telemetry.exposed(new Assignment("r1", 0, "nz", Arm.CONTROL, "bob"));
        telemetry.happened(alice, "panel.error");
        telemetry.happened(alice, "panel.error");
        telemetry.happened(new Assignment("r1", 0, "nz", Arm.TREATMENT, "carol"), "panel.error");
        telemetry.start();
        JsonNode batch = server.awaitTelemetry("exposures");
        String treated = units("alice", "carol");
        assertThat(batch.get("exposures").toString())
                .isEqualTo(
                        "[{\"release\":\"r1\",\"stage\":0,\"region\":\"nz\",\"arm\":\"treatment\",\"units\":" + treated
                                + "},{\"release\":\"r1\",\"stage\":0,\"region\":\"nz\",\"arm\":\"control\",\"units\":"
                                + units("bob")
                                + "}]");
        assertThat(batch.get("outcomes").toString())
                .isEqualTo(
                        "[{\"release\":\"r1\",\"metric\":\"panel.error\",\"units\":" + treated + ",\"counts\":[2,1]}]");
    }

    @Test
    void reportsTheMeanOfWhatWasMeasuredAndOfHowMuch() throws Exception {
        Assignment alice = new Assignment("r1", 0, "nz", Arm.TREATMENT, "alice");
        Assignment bob = new Assignment("r1", 0, "nz", Arm.CONTROL, "bob");
        for (double value : new double[] {10, 20, 60, Double.NaN, Double.POSITIVE_INFINITY}) {
            telemetry.measured(alice, "latency", value);
        }
        telemetry.measured(bob, "latency", Double.MAX_VALUE);
        telemetry.measured(bob, "latency", -Double.MAX_VALUE);
        telemetry.happened(alice, "latency");
        telemetry.start();
        JsonNode batch = server.awaitTelemetry("outcomes");
        assertThat(batch.get("outcomes")).hasSize(2);
        JsonNode measured = batch.at("/outcomes/0");
        assertThat(measured.get("units").toString()).isEqualTo(units("alice", "bob"));
        assertThat(measured.at("/values/0").asDouble()).isCloseTo(30, within(1e-9));
        assertThat(measured.at("/values/1").asDouble()).isCloseTo(0, within(1e293));
        assertThat(measured.get("counts").toString()).isEqualTo("[3,2]");
        assertThat(batch.at("/outcomes/1").toString())
                .isEqualTo("{\"release\":\"r1\",\"metric\":\"latency\",\"units\":" + units("alice") + "}");
        assertThat(TelemetryJson.read(batch, new ArrayList<>())).isNotNull();
    }

    @Test
    void losesNothingThatHappensWhileItSends() throws Exception {
        telemetry.start();
        int threads = 4;
        int each = 20_000;
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                for (int j = 0; j < each; j++) {
                    Assignment unit = new Assignment("r1", 0, "nz", Arm.CONTROL, "unit-" + j % 10);
                    telemetry.measured(unit, "latency", 7);
                    if (j % 500 == 0) {
                        telemetry.flush(Duration.ofSeconds(5));
                    }
                }
            });
            thread.start();
            running.add(thread);
        }
        for (Thread thread : running) {
            thread.join();
        }
        assertThat(telemetry.flush(Duration.ofSeconds(5))).isTrue();
        long counted = 0;
        for (JsonNode batch : server.telemetry) {
            for (JsonNode group : batch.path("outcomes")) {
                for (int i = 0; i < group.get("units").size(); i++) {
                    counted += group.has("counts") ? group.at("/counts/" + i).asLong() : 1;
                    assertThat(group.at("/values/" + i).asDouble()).isCloseTo(7, within(1e-9));
                }
            }
        }
        assertThat(counted).isEqualTo((long) threads * each);
    }

    private static String units(String... units) {
        ArrayList<String> hashes = new ArrayList<>();
        for (String unit : units) {
            hashes.add('"' + UnitHash.of("r1", unit) + '"');
        }
        return hashes.toString().replace(" ", "");
    }

    @Test
    void sendsABatchAgainAsItWas() throws Exception {
        server.telemetryStatus = 503;
        telemetry.exposed(new Assignment("r1", 0, "nz", Arm.TREATMENT, "alice"));
        telemetry.start();
        JsonNode first = server.awaitTelemetry("exposures");
        server.telemetryStatus = 202;
        assertThat(server.awaitTelemetry("exposures")).isEqualTo(first);
    }

    @Test
    void sendsWhatIsLeftWhenItCloses() throws Exception {
        telemetry.start();
        server.awaitTelemetry("seq");
        telemetry.exposed(new Assignment("r1", 0, "nz", Arm.TREATMENT, "alice"));
        telemetry.close();
        assertThat(server.awaitTelemetry("exposures").at("/exposures/0/units")).hasSize(1);
    }

    @Test
    void holdsNoMoreThanItMay() throws Exception {
        for (int i = 0; i < 100_500; i++) {
            telemetry.exposed(new Assignment("r1", 0, "nz", Arm.TREATMENT, "unit-" + i));
        }
        telemetry.start();
        int[] units = {0};
        long[] dropped = {0};
        Await.until("everything was sent", () -> {
            JsonNode batch = server.telemetry.take();
            dropped[0] += batch.get("dropped").asLong();
            batch.path("exposures")
                    .forEach(each -> units[0] += each.get("units").size());
            return units[0] == 100_000;
        });
        assertThat(dropped[0]).isEqualTo(500);
    }

    @Test
    void forgetsWhatWasNotSeenForLong() {
        RecentSet<Integer> set = new RecentSet<>(100);
        assertThat(set.add(1)).isTrue();
        assertThat(set.add(1)).isFalse();
        for (int i = 2; i < 1_000; i++) {
            set.add(i);
        }
        assertThat(set.add(999)).isFalse();
        assertThat(set.add(1)).isTrue();
    }
}
