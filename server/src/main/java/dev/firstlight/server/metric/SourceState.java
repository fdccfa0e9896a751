package dev.firstlight.server.metric;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a metric can be had from where it comes from.
 *
 * @param lastGood when it could last; null for never
 * @param trouble why it cannot now, a sentence; null where it can
 */
public record SourceState(
        @Nullable Instant lastGood, @Nullable String trouble) {}
