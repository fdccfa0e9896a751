package dev.firstlight.server.flag;

import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Revisions;
import dev.firstlight.server.policy.Intent;
import dev.firstlight.server.policy.Policies;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is done to a flag in all environments of its project, in the caller's transaction. */
@ApplicationScoped
class Everywhere {

    private final Revisions revisions;
    private final Policies policies;

    Everywhere(Revisions revisions, Policies policies) {
        this.revisions = revisions;
        this.policies = policies;
    }

    /** Something that is done in one environment, with the comment to keep. */
    @FunctionalInterface
    interface Change {
        Uni<Void> in(EnvironmentRef where, @Nullable String comment);
    }

    /** The same where each environment has a say in it: one that must not be changed now refuses it for all. */
    Uni<Void> inEach(String project, Intent intent, Change change) {
        return inEach(project, where -> policies.permit(where, intent).flatMap(comment -> change.in(where, comment)));
    }

    /**
     * Does something in each environment of a project, which must be there. All are locked first, in the order of their
     * ids: whoever holds the end of the audit waits for no environment.
     */
    Uni<Void> inEach(String project, Function<EnvironmentRef, Uni<Void>> action) {
        return revisions.lockAll(project).flatMap(locked -> Multi.createFrom()
                .iterable(locked)
                .onItem()
                .transformToUniAndConcatenate(where -> action.apply(where).replaceWith(where))
                .collect()
                .asList()
                .replaceWithVoid());
    }
}
