package dev.firstlight.source;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where rulesets come from.
 *
 * @param url the server's address, to which {@code /sdk/v1/…} is appended
 * @param sdkKey the environment's server key
 * @param cacheDirectory where the last ruleset is kept, null for nowhere
 * @param timing how long to wait for what
 */
public record SourceConfig(URI url, String sdkKey, @Nullable Path cacheDirectory, Timing timing) {

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

    URI resolve(String path) {
        String base = url.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    /** The key is a secret. */
    @Override
    public String toString() {
        return "SourceConfig[" + url + ']';
    }
}
