package dev.firstlight.server.environment;

import dev.firstlight.server.access.Caller;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** Says whether an environment may be changed now and by this caller. */
public interface EditGate {

    /**
     * Refuses with a failure; in the caller's transaction, the environment locked.
     *
     * @param comment why it is changed, in the caller's words
     * @param overrideFreeze whether the caller asks to change it in spite of a freeze
     * @param overrideApproval whether the caller asks to change it without the approvals that it asks for
     * @return the comment as it is to be kept
     */
    Uni<@Nullable String> permit(
            EnvironmentRef where,
            Caller caller,
            @Nullable String comment,
            boolean overrideFreeze,
            boolean overrideApproval);
}
