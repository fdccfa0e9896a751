package dev.firstlight.server.metric;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a metric is.
 *
 * @param name what sentences call it
 * @param prometheus what is asked of Prometheus; null for other kinds
 * @param otlp which points are counted; null for other kinds
 * @param ttl how long an external verdict counts; null for other kinds
 */
public record Definition(
        String key,
        String name,
        Kind kind,
        Direction worse,
        @Nullable PrometheusQuery prometheus,
        @Nullable OtlpQuery otlp,
        @Nullable Duration ttl) {

    /** What a metric is that nobody defined: an event that should not happen, called by its key. */
    public static Definition undefined(String key) {
        return new Definition(key, key, Kind.BINARY, Direction.HIGHER, null, null, null);
    }
}
