package dev.firstlight.server.release;

import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.environment.Receipts;
import dev.firstlight.server.guard.Guards;
import dev.firstlight.server.platform.Failure;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Judges releases for other systems that move traffic and ask whether to go on; nothing is kept. */
@ApplicationScoped
class Analyses {
    private final ReleaseRepository repository;
    private final Environments environments;
    private final Receipts receipts;
    private final Guards guards;

    Analyses(ReleaseRepository repository, Environments environments, Receipts receipts, Guards guards) {
        this.repository = repository;
        this.environments = environments;
        this.receipts = receipts;
        this.guards = guards;
    }

    @WithSession
    Uni<Analysis> of(String project, String id, @Nullable String region) {
        return repository.require(project, id).flatMap(release -> {
            if (region != null && release.split().firstStage(region) == null) {
                throw Failure.invalid("/region", "No stage of this release reaches \"" + region + "\".");
            }
            return environments
                    .require(release.environmentId)
                    .flatMap(environment -> receipts.summary(
                            environment, release.revision == null ? environment.revision() : release.revision))
                    .flatMap(summary -> guards.judge(
                            region == null ? release.watch() : release.watch(region),
                            release.state.live() && summary.connected() == 0))
                    .map(judgements -> Analysis.of(release, region, judgements));
        });
    }
}
