package dev.firstlight.server.targeting;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Idempotency;
import org.jspecify.annotations.Nullable;

/**
 * How an edit is meant.
 *
 * @param caller who makes it
 * @param comment why, in the caller's words
 * @param dryRun whether only to say what it would do
 * @param once what the client named the request, null where it did not
 * @param explained whether the answer says what differs
 */
record Options(
        Caller caller, @Nullable String comment, boolean dryRun, Idempotency.@Nullable Key once, boolean explained) {

    private static final int LONGEST_COMMENT = 2_000;

    Options {
        if (comment != null && comment.length() > LONGEST_COMMENT) {
            throw Failure.invalid("/comment", "A comment has at most " + LONGEST_COMMENT + " characters.");
        }
    }
}
