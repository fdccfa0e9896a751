package dev.firstlight.server.plan;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a stage waits for what does not come.
 *
 * @param maxWait how long after the bake a verdict is waited for before {@code onUndecided} applies; null is not at all
 * @param noData how long the data may stay away before the release is rolled back; null is for ever
 */
public record Patience(
        @Nullable Duration maxWait,
        OnUndecided onUndecided,
        @Nullable Duration noData) {

    /** Holds until there is a verdict, whatever happens to the data. */
    public static final Patience ENDLESS = new Patience(null, OnUndecided.HOLD, null);

    /** The longer wait for a verdict, the stricter end of it, and the shorter wait for data. */
    Patience and(Patience other) {
        return new Patience(
                max(maxWait, other.maxWait),
                onUndecided.compareTo(other.onUndecided) >= 0 ? onUndecided : other.onUndecided,
                noData == null ? other.noData : other.noData == null ? noData : min(noData, other.noData));
    }

    private static @Nullable Duration max(@Nullable Duration a, @Nullable Duration b) {
        return a == null ? b : b == null || a.compareTo(b) >= 0 ? a : b;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
