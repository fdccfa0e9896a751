package dev.firstlight.client;

import dev.firstlight.telemetry.TelemetryConfig;
import java.time.Duration;

/** Clients that report all the time, for tests that cannot wait. */
public final class Hasty {

    private static final Duration OFTEN = Duration.ofMillis(50);

    private Hasty() {}

    /** The same client with other waits. */
    public static FlagClientBuilder of(FlagClientBuilder builder) {
        builder.telemetryTiming =
                new TelemetryConfig.Timing(OFTEN, OFTEN, OFTEN, Duration.ofSeconds(10), Duration.ofMillis(1_500));
        return builder;
    }
}
