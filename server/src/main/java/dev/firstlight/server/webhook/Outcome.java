package dev.firstlight.server.webhook;

import org.jspecify.annotations.Nullable;

/**
 * What came of a try.
 *
 * @param status what was answered; null where nothing was
 * @param trouble why it is no success; null where it is one
 * @param answer the beginning of what was answered
 * @param tookMs from before the request to after the answer
 */
record Outcome(
        @Nullable Integer status,
        @Nullable String trouble,
        @Nullable String answer,
        long tookMs) {

    private static final int GONE = 410;

    boolean taken() {
        return trouble == null;
    }

    /** Whether the endpoint wants nothing any more. */
    boolean gone() {
        return status != null && status == GONE;
    }
}
