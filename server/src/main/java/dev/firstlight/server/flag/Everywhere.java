package dev.firstlight.server.flag;

import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.environment.Revisions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;

/** What is done to a flag in all environments of its project, in the caller's transaction. */
@ApplicationScoped
class Everywhere {

    private final Environments environments;
    private final Revisions revisions;

    Everywhere(Environments environments, Revisions revisions) {
        this.environments = environments;
        this.revisions = revisions;
    }

    /**
     * Does something in each environment of a project. All are locked first, in the order of their ids: whoever holds
     * the end of the audit waits for no environment.
     */
    Uni<Void> inEach(String project, Function<EnvironmentRef, Uni<Void>> action) {
        return environments
                .list(project)
                .flatMap(all -> inTurn(all, revisions::lock))
                .flatMap(locked -> inTurn(locked, where -> action.apply(where).replaceWith(where)))
                .replaceWithVoid();
    }

    private static Uni<List<EnvironmentRef>> inTurn(
            List<EnvironmentRef> all, Function<EnvironmentRef, Uni<EnvironmentRef>> step) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .collect()
                .asList();
    }
}
