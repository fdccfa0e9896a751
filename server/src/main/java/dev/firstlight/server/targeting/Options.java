package dev.firstlight.server.targeting;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Spending;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Idempotency;
import dev.firstlight.server.policy.Intent;
import org.jspecify.annotations.Nullable;

/**
 * How an edit is meant.
 *
 * @param caller who makes it
 * @param comment why, in the caller's words
 * @param dryRun whether only to say what it would do
 * @param once what the client named the request, null where it did not
 * @param explained whether the answer says what differs
 * @param intent what the environment's policy is asked about: the caller with what it said itself
 * @param paid what was taken of the caller's budget for it; null for one without
 */
record Options(
        Caller caller,
        @Nullable String comment,
        boolean dryRun,
        Idempotency.@Nullable Key once,
        boolean explained,
        Intent intent,
        @Nullable Spending paid) {

    private static final int LONGEST_COMMENT = 2_000;

    Options(
            Caller caller,
            @Nullable String comment,
            boolean dryRun,
            Idempotency.@Nullable Key once,
            boolean explained,
            boolean overrideFreeze,
            boolean overrideApproval) {
        this(
                caller,
                comment,
                dryRun,
                once,
                explained,
                new Intent(caller, comment, overrideFreeze, overrideApproval),
                null);
    }

    /** The same with a comment that stands where the caller gave none. */
    Options orComment(String other) {
        return comment == null ? saying(other) : this;
    }

    /** The same with another comment to be kept. */
    Options saying(String other) {
        return new Options(caller, other, dryRun, once, explained, intent, paid);
    }

    /** The same, to be made for nothing. */
    Options dry() {
        return new Options(caller, comment, true, null, explained, intent, null);
    }

    /** The same, paid for. */
    Options paid(Spending spending) {
        return new Options(caller, comment, dryRun, once, explained, intent, spending);
    }

    Options {
        if (comment != null && comment.length() > LONGEST_COMMENT) {
            throw Failure.invalid("/comment", "A comment has at most " + LONGEST_COMMENT + " characters.");
        }
    }
}
