package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.platform.Idempotency;
import dev.firstlight.server.platform.KeptAnswer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Changes of several flags in one revision, for whoever sends or keeps them. */
@ApplicationScoped
public class Changes {

    private final TargetingService targetings;

    Changes(TargetingService targetings) {
        this.targetings = targetings;
    }

    /**
     * Makes the changes, all or none.
     *
     * @param request {@code {comment, changes: [{flag, version, instructions | patch | targeting}]}}
     * @param overrideFreeze whether to make them in spite of a freeze
     * @param overrideApproval whether to make them without the approvals that the environment asks for
     * @param dryRun whether only to say what they would do
     * @param once names the request where it may come again; null where it does not
     * @throws dev.firstlight.server.platform.Failure at once where the request itself makes no sense
     */
    public Uni<KeptAnswer> make(
            Caller caller,
            String project,
            String environment,
            ObjectNode request,
            boolean overrideFreeze,
            boolean overrideApproval,
            boolean dryRun,
            Idempotency.@Nullable Key once) {
        ChangeRequest changes = ChangeRequest.ofSeveral(request);
        return targetings.editAll(
                project,
                environment,
                changes.edits(),
                new Options(caller, changes.comment(), dryRun, once, true, overrideFreeze, overrideApproval));
    }
}
