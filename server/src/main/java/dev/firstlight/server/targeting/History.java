package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.environment.Change;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.environment.Versions;
import dev.firstlight.server.platform.Page;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** What a flag did in an environment before. */
@ApplicationScoped
class History {

    private static final Versions.Kind FLAG = new Versions.Kind(
            Change.Kind.FLAG,
            "flag",
            "targeting",
            FlagDocument::targeting,
            (before, after) -> FlagDifference.between(FlagDocument.spec(before), FlagDocument.spec(after)));

    private final Environments environments;
    private final Versions versions;

    History(Environments environments, Versions versions) {
        this.environments = environments;
        this.versions = versions;
    }

    Uni<Page<ObjectNode>> list(String project, String environment, String flag, int limit, @Nullable String cursor) {
        return environments
                .require(project, environment)
                .flatMap(where -> versions.list(where, FLAG, flag, limit, cursor));
    }

    Uni<ObjectNode> compare(String project, String environment, String flag, long from, long to) {
        return environments
                .require(project, environment)
                .flatMap(where -> versions.compare(where, FLAG, flag, from, to));
    }

    /** The flag as it was at a revision of the present epoch; refused where it was not there. */
    Uni<String> documentAt(String project, String environment, String flag, long revision) {
        return environments
                .require(project, environment)
                .flatMap(where -> versions.documentAt(where, FLAG, flag, revision));
    }
}
