package dev.firstlight.telemetry;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where telemetry goes.
 *
 * @param urls the servers' addresses, to which {@code /sdk/v1/telemetry} is appended; one is sent to until it fails, then
 *     the next
 * @param sdkKey the environment's server key
 * @param region where the instance runs, null where nobody said
 * @param timing how often, and how long to wait for what
 * @param sampleContexts whether some of the contexts that ask are sent, where the server wants them
 * @param privateAttributes of which nothing is ever sent but that they are there
 * @param byItself whether a thread sends; else those who ask do
 * @param clock what a receipt says since when a revision is served by; nothing else asks what time it is
 * @param network what is special about connections
 */
public record TelemetryConfig(
        List<URI> urls,
        String sdkKey,
        @Nullable String region,
        Timing timing,
        boolean sampleContexts,
        Set<String> privateAttributes,
        boolean byItself,
        InstantSource clock,
        Consumer<HttpClient.Builder> network) {

    /** Telemetry without contexts, sent to one server by a thread over an ordinary network. */
    public TelemetryConfig(URI url, String sdkKey, @Nullable String region, Timing timing) {
        this(List.of(url), sdkKey, region, timing, false, Set.of(), true, InstantSource.system(), client -> {});
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

    /** Of the server with this number, counted round and round. */
    URI endpoint(int server) {
        String base = urls.get(server % urls.size()).toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/sdk/v1/telemetry");
    }

    /** The key is a secret. */
    @Override
    public String toString() {
        return "TelemetryConfig" + urls;
    }
}
