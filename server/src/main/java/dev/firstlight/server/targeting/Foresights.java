package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.environment.Receipts;
import dev.firstlight.server.platform.KeptAnswer;
import dev.firstlight.server.sample.BlastRadius;
import dev.firstlight.server.sample.Samples;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Says what a change would do: to recent contexts, and to the instances that are connected. */
@ApplicationScoped
class Foresights {

    private final Samples samples;
    private final Receipts receipts;

    Foresights(Samples samples, Receipts receipts) {
        this.samples = samples;
        this.receipts = receipts;
    }

    /** An answer and what it has yet to say; null where nothing. */
    record Foreseen(KeptAnswer answer, @Nullable Foresight foresight) {}

    /** The answer with all that it has to say. */
    Uni<KeptAnswer> told(Foreseen foreseen) {
        return foreseen.foresight() != null && foreseen.answer().body() instanceof ObjectNode view
                ? tell(foreseen.foresight(), view).replaceWith(foreseen.answer())
                : Uni.createFrom().item(foreseen.answer());
    }

    /** Writes into a dry run's answer. Replaying takes milliseconds, so it is not done where requests are served. */
    Uni<Void> tell(Foresight change, ObjectNode view) {
        Context here = Vertx.currentContext();
        Uni<Void> told = samples.of(change.where())
                .flatMap(sample -> receipts.connected(change.where())
                        .emitOn(Infrastructure.getDefaultWorkerPool())
                        .invoke(connected -> {
                            view.set(
                                    "blastRadius",
                                    BlastRadius.of(sample, change.before(), change.after(), change.affected())
                                            .json());
                            Unable.of(change, connected).write(view);
                        }))
                .replaceWithVoid();
        return here == null ? told : told.emitOn(task -> here.runOnContext(ignored -> task.run()));
    }
}
