package dev.firstlight.server.guard;

import org.jspecify.annotations.Nullable;

/** An estimate with its confidence interval; null where the data bound it on no side or not at all. */
public record Interval(
        @Nullable Double estimate,
        @Nullable Double low,
        @Nullable Double high) {
    static final Interval UNKNOWN = new Interval(null, null, null);
}
