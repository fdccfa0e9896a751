package dev.firstlight.telemetry;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where telemetry goes.
 *
 * @param url the server's address, to which {@code /sdk/v1/telemetry} is appended
 * @param sdkKey the environment's server key
 * @param region where the instance runs, null where nobody said
 * @param timing how often, and how long to wait for what
 * @param sampleContexts whether some of the contexts that ask are sent, where the server wants them
 * @param privateAttributes of which nothing is ever sent but that they are there
 */
public record TelemetryConfig(
        URI url,
        String sdkKey,
        @Nullable String region,
        Timing timing,
        boolean sampleContexts,
        Set<String> privateAttributes) {

    /** Telemetry without contexts. */
    public TelemetryConfig(URI url, String sdkKey, @Nullable String region, Timing timing) {
        this(url, sdkKey, region, timing, false, Set.of());
    }

    /**
     * How often, and how long to wait for what.
     *
     * @param idle between batches while no release runs
     * @param release between batches while one does
     * @param receipt after a new revision, at most
     * @param answer for the server to answer
     * @param close for the last batch to be taken
     */
    public record Timing(Duration idle, Duration release, Duration receipt, Duration answer, Duration close) {

        /** What fits a server in production. */
        public static final Timing DEFAULT = new Timing(
                Duration.ofSeconds(30),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ofMillis(1_500));
    }

    URI endpoint() {
        String base = url.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/sdk/v1/telemetry");
    }

    /** The key is a secret. */
    @Override
    public String toString() {
        return "TelemetryConfig[" + url + ']';
    }
}
