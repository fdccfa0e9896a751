package dev.firstlight.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstlight.TestServer;
import dev.firstlight.client.FlagClient;
import dev.firstlight.core.Context;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FlagClientMetricsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void tellsHowAClientStandsAndWhatItReported() throws Exception {
        try (TestServer server = new TestServer();
                FlagClient client = FlagClient.builder()
                        .url(server.url())
                        .sdkKey("fls_test")
                        .serverless(true)
                        .build()) {
            new FlagClientMetrics(client, Tags.of("environment", "production")).bindTo(registry);
            assertThat(status("not_ready")).isEqualTo(1);
            client.refresh(PATIENCE);
            assertThat(status("not_ready")).isZero();
            assertThat(status("ready")).isEqualTo(1);
            assertThat(registry.get("firstlight.revision").gauge().value()).isEqualTo(1);
            assertThat(counter("firstlight.rulesets")).isEqualTo(1);
            for (int i = 0; i < 3; i++) {
                client.intValue("revision", Context.of("alice"), 0);
            }
            assertThat(client.flush(PATIENCE)).isTrue();
            server.telemetryStatus = 500;
            client.intValue("revision", Context.of("alice"), 0);
            client.flush(Duration.ofMillis(200));
            assertThat(counter("firstlight.evaluations")).isEqualTo(4);
            assertThat(counter("firstlight.telemetry.dropped")).isZero();
            assertThat(registry.get("firstlight.telemetry.waiting").gauge().value())
                    .isZero();
            assertThat(batches("sent")).isEqualTo(1);
            assertThat(batches("failed")).isPositive();
        }
    }

    private double status(String state) {
        return registry.get("firstlight.status")
                .tag("state", state)
                .tag("environment", "production")
                .gauge()
                .value();
    }

    private double counter(String name) {
        return registry.get(name).functionCounter().count();
    }

    private double batches(String outcome) {
        return registry.get("firstlight.telemetry.batches")
                .tag("outcome", outcome)
                .functionCounter()
                .count();
    }
}
