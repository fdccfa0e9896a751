package dev.firstlight.server.flag;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.environment.Revisions;
import dev.firstlight.server.platform.Failure;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A flag's targeting in one environment: read, replaced, patched. */
@ApplicationScoped
class TargetingService {

    private final Environments environments;
    private final Revisions revisions;
    private final Flags flags;
    private final TargetingRepository targetings;

    TargetingService(Environments environments, Revisions revisions, Flags flags, TargetingRepository targetings) {
        this.environments = environments;
        this.revisions = revisions;
        this.flags = flags;
        this.targetings = targetings;
    }

    @WithSession
    Uni<FlagReader.Seen> get(String project, String environment, String flag) {
        return environments
                .require(project, environment)
                .flatMap(where -> targetings.require(where, flag))
                .map(TargetingService::seen);
    }

    private static FlagReader.Seen seen(TargetingEntity targeting) {
        return new FlagReader.Seen(FlagView.targeting(targeting), targeting.version);
    }

    private static FlagReader.Seen changed(TargetingEntity targeting, FlagSpec before, FlagSpec after) {
        FlagReader.Seen seen = seen(targeting);
        ObjectNode moved = seen.view().putObject("moved");
        MovedShare.of(before, after).forEach(moved::put);
        return seen;
    }

    /**
     * Changes a targeting; the answer says which share of units it moves.
     *
     * @param version what If-Match named
     * @param edit from the targeting as it is to the targeting as it shall be
     */
    @WithTransaction
    Uni<FlagReader.Seen> change(
            Caller caller,
            String project,
            String environment,
            String flag,
            long version,
            UnaryOperator<ObjectNode> edit,
            @Nullable String comment) {
        return environments
                .require(project, environment)
                .flatMap(revisions::lock)
                .flatMap(where -> targetings.require(where, flag).flatMap(targeting -> {
                    if (targeting.version != version) {
                        throw Failure.stale(
                                "The flag is at version " + targeting.version + " in " + environment
                                        + "; look at \"current\", then send your edit again.",
                                FlagView.targeting(targeting));
                    }
                    ObjectNode edited = edit.apply(FlagDocument.targeting(targeting.document));
                    FlagSpec before = FlagDocument.spec(targeting.document);
                    FlagSpec after = FlagDocument.withTargeting(targeting.document, edited);
                    return flags.candidate(where)
                            .invoke(candidate -> candidate.check(flag, after))
                            .chain(() -> flags.write(where, targeting, after, caller, "flag.changed", comment))
                            .replaceWith(() -> changed(targeting, before, after));
                }));
    }
}
