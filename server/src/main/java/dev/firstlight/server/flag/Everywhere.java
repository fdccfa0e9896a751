package dev.firstlight.server.flag;

import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Revisions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/** What is done to a flag in all environments of its project, in the caller's transaction. */
@ApplicationScoped
class Everywhere {

    private final Revisions revisions;

    Everywhere(Revisions revisions) {
        this.revisions = revisions;
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
