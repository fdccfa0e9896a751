package dev.firstlight.server.policy;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.environment.EnvironmentRef;
import org.jspecify.annotations.Nullable;

/**
 * Who wants to edit an environment, and how that is meant.
 *
 * @param comment why, in the caller's own words
 * @param overrideFreeze whether to edit in spite of a freeze
 */
public record Intent(Caller caller, @Nullable String comment, boolean overrideFreeze) {

    /** The same, of the caller with what may be done in an environment. */
    public Intent in(EnvironmentRef where) {
        return new Intent(caller.in(where.project(), where.key()), comment, overrideFreeze);
    }

    boolean isExplained() {
        return comment != null && !comment.isBlank();
    }
}
