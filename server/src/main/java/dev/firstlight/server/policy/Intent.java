package dev.firstlight.server.policy;

import dev.firstlight.server.access.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Who wants to edit an environment, and how that is meant.
 *
 * @param comment why, in the caller's own words
 * @param overrideFreeze whether to edit in spite of a freeze
 */
public record Intent(Caller caller, @Nullable String comment, boolean overrideFreeze) {

    boolean isExplained() {
        return comment != null && !comment.isBlank();
    }
}
