package dev.firstlight.client;

import dev.firstlight.telemetry.TelemetryConfig;
import java.time.Duration;

/** Telemetry that a test need not wait for. */
final class QuickTelemetry {

    static final TelemetryConfig.Timing TIMING = new TelemetryConfig.Timing(
            Duration.ofMillis(200),
            Duration.ofMillis(50),
            Duration.ofMillis(50),
            Duration.ofSeconds(5),
            Duration.ofMillis(1_500));

    private QuickTelemetry() {}
}
