package dev.firstlight.server.policy;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.environment.EnvironmentRef;
import org.jspecify.annotations.Nullable;

/**
 * Who wants to edit an environment, and how that is meant.
 *
 * @param comment why, in the caller's own words
 * @param overrideFreeze whether to edit in spite of a freeze
 * @param consent of the people who have to approve edits
 */
public record Intent(Caller caller, @Nullable String comment, boolean overrideFreeze, Consent consent) {

    /** An edit that nobody has approved. */
    public Intent(Caller caller, @Nullable String comment, boolean overrideFreeze) {
        this(caller, comment, overrideFreeze, Consent.NONE);
    }

    /**
     * An edit that nobody has approved.
     *
     * @param overrideApproval whether to make it all the same
     */
    public Intent(Caller caller, @Nullable String comment, boolean overrideFreeze, boolean overrideApproval) {
        this(caller, comment, overrideFreeze, overrideApproval ? Consent.OVERRIDDEN : Consent.NONE);
    }

    /** The same, of the caller with what may be done in an environment. */
    public Intent in(EnvironmentRef where) {
        return new Intent(caller.in(where.project(), where.key()), comment, overrideFreeze, consent);
    }

    /** The same of a caller with a budget, for an edit that was counted against it. */
    public Intent counted() {
        return new Intent(caller.counted(), comment, overrideFreeze, consent);
    }

    boolean isExplained() {
        return comment != null && !comment.isBlank();
    }
}
