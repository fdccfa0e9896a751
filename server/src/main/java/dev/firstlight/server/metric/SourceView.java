package dev.firstlight.server.metric;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a metric of the kind prometheus can be had for a release.
 *
 * @param lastGood when it last could; null for never
 * @param trouble why it cannot now, a sentence; null where it can
 */
record SourceView(
        String metric, @Nullable Instant lastGood, @Nullable String trouble) {}
