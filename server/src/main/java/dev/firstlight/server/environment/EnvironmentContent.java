package dev.firstlight.server.environment;

import dev.firstlight.server.access.Caller;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** A room that keeps things in environments, and so has a part in their coming and going. */
public interface EnvironmentContent {

    /** Rooms that others build on come first when an environment is filled. */
    int order();

    /**
     * Copies ahead what takes long, while nothing is locked yet; {@link #fill} mends what was changed meanwhile.
     *
     * @param made the new environment, which nobody else sees yet
     * @param from whose content it gets
     */
    default Uni<Void> prepare(EnvironmentRef made, EnvironmentRef from) {
        return Uni.createFrom().voidItem();
    }

    /**
     * Fills a new environment in the caller's transaction, all others of the project locked.
     *
     * @param like one of the same project
     * @param copy whether it gets all that is in {@code like}, else only what every environment of the project has
     * @return what the change log must have
     */
    default Uni<List<Change>> fill(Caller caller, EnvironmentRef made, EnvironmentRef like, boolean copy) {
        return Uni.createFrom().item(List.of());
    }

    /** Why an environment should stay, a sentence each; in the caller's transaction. */
    default Uni<List<String>> uses(EnvironmentRef where) {
        return Uni.createFrom().item(List.of());
    }

    /** Takes away what does not go with the environment's row by itself; in the caller's transaction. */
    default Uni<Void> leave(EnvironmentRef where) {
        return Uni.createFrom().voidItem();
    }
}
