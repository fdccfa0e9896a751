package dev.firstlight.client;

import dev.firstlight.source.SourceConfig;
import java.time.Duration;

/** Clients that a test need not wait for. */
final class Quick {

    private static final SourceConfig.Timing SOURCE = new SourceConfig.Timing(
            Duration.ofSeconds(5),
            Duration.ofMillis(400),
            Duration.ofMillis(20),
            Duration.ofMillis(100),
            Duration.ofMillis(1),
            Duration.ofMillis(300));

    private Quick() {}

    static FlagClientBuilder builder() {
        FlagClientBuilder builder = FlagClient.builder().sdkKey("fls_test").region("nz");
        builder.sourceTiming = SOURCE;
        builder.telemetryTiming = QuickTelemetry.TIMING;
        return builder;
    }

    static FlagClientBuilder builder(String url) {
        return builder().url(url);
    }
}
