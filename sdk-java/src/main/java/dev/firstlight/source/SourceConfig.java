package dev.firstlight.source;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where rulesets come from.
 *
 * @param urls the servers' addresses, to which {@code /sdk/v1/…} is appended; one is asked until it fails, then the next
 * @param sdkKey the environment's server key
 * @param cacheDirectory where the last ruleset is kept, null for nowhere
 * @param timing how long to wait for what
 * @param following how servers are asked
 * @param bootstrap a ruleset to begin with, as the server would send it; null for none
 * @param network what is special about connections
 */
public record SourceConfig(
        List<URI> urls,
        String sdkKey,
        @Nullable Path cacheDirectory,
        Timing timing,
        Following following,
        @Nullable String bootstrap,
        Consumer<HttpClient.Builder> network) {

    /** A server that is followed over an ordinary network. */
    public SourceConfig(URI url, String sdkKey, @Nullable Path cacheDirectory, Timing timing) {
        this(List.of(url), sdkKey, cacheDirectory, timing, Following.STREAM, null, client -> {});
    }

    /** How servers are asked. */
    public enum Following {
        /** By a thread that follows a stream. */
        STREAM,
        /** By whoever calls {@link RulesetSource#refresh}, and by no thread. */
        WHEN_ASKED,
        /** Not at all. */
        OFFLINE
    }

    /**
     * How long to wait for what.
     *
     * @param answer for a server to answer a request
     * @param silence after which a stream counts as dead
     * @param firstRetry the longest wait before the first retry; it doubles from one to the next
     * @param lastRetry the longest wait before any retry
     * @param steady after which a stream counts as good, so that retries begin anew
     * @param pollAfter without a stream, after which rulesets are fetched by polling
     */
    public record Timing(
            Duration answer,
            Duration silence,
            Duration firstRetry,
            Duration lastRetry,
            Duration steady,
            Duration pollAfter) {

        /** What fits a server in production. */
        public static final Timing DEFAULT = new Timing(
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofMinutes(2));
    }

    /** The key is a secret. */
    @Override
    public String toString() {
        return "SourceConfig" + urls;
    }
}
