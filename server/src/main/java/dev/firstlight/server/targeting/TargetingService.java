package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.environment.Environments;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A flag's targeting in one environment: read, replaced, patched. */
@ApplicationScoped
class TargetingService {

    private final Environments environments;
    private final Lanes lanes;
    private final TargetingRepository targetings;

    TargetingService(Environments environments, Lanes lanes, TargetingRepository targetings) {
        this.environments = environments;
        this.lanes = lanes;
        this.targetings = targetings;
    }

    /** A targeting as the API shows it, and the version that its ETag names. */
    record Seen(ObjectNode view, long version) {

        static Seen of(Held held) {
            return new Seen(held.view(), held.version());
        }
    }

    @WithSession
    Uni<Seen> get(String project, String environment, String flag) {
        return environments
                .require(project, environment)
                .flatMap(where -> targetings.require(where, flag))
                .map(found -> Seen.of(Held.of(found)));
    }

    /**
     * Changes a targeting; the answer says which share of units it moves.
     *
     * @param version what If-Match named
     * @param edit from the targeting as it is to the targeting as it shall be
     */
    Uni<Seen> change(
            Caller caller,
            String project,
            String environment,
            String flag,
            long version,
            UnaryOperator<ObjectNode> edit,
            @Nullable String comment) {
        return lanes.submit(project, environment, draft -> {
            Held before = draft.require(flag, version);
            ObjectNode edited = edit.apply(FlagDocument.targeting(before.document()));
            FlagSpec after = FlagDocument.withTargeting(before.document(), edited);
            Held held = draft.change(flag, after, caller, "flag.changed", comment);
            Seen seen = Seen.of(held);
            ObjectNode moved = seen.view().putObject("moved");
            MovedShare.of(before.spec(), after).forEach(moved::put);
            return seen;
        });
    }
}
