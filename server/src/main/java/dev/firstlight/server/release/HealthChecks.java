package dev.firstlight.server.release;

import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.environment.Receipts;
import dev.firstlight.server.guard.Guards;
import dev.firstlight.server.guard.Judgement;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at a release, before its start or while it runs, for what would keep it from ever coming to a verdict. */
@ApplicationScoped
class HealthChecks {
    private final ReleaseRepository repository;
    private final Environments environments;
    private final Receipts receipts;
    private final Guards guards;

    HealthChecks(ReleaseRepository repository, Environments environments, Receipts receipts, Guards guards) {
        this.repository = repository;
        this.environments = environments;
        this.receipts = receipts;
        this.guards = guards;
    }

    @WithSession
    Uni<Health> of(String project, String id) {
        return repository.require(project, id).flatMap(release -> environments
                .require(release.environmentId)
                .flatMap(environment -> receipts.connected(environment).flatMap(connected -> asked(environment, release)
                        .flatMap(asked -> guards.judge(release.watch(), false).flatMap(judgements -> earlier(release)
                                .map(earlier -> Health.of(
                                        Findings.of(release, regionsOf(connected), asked, judgements, earlier))))))));
    }

    /** When applications last asked for the flag in the environment; null for never. */
    private Uni<@Nullable Instant> asked(EnvironmentRef environment, ReleaseEntity release) {
        return guards.lastAsked(release.project, environment.key(), release.flag);
    }

    private static Set<String> regionsOf(List<Receipts.Connected> connected) {
        return connected.stream()
                .map(one -> one.region() == null ? "" : one.region())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The counters of the last release in the environment that had ended; null where there was none. */
    private Uni<Findings.@Nullable Earlier> earlier(ReleaseEntity release) {
        return repository
                .endedBefore(release)
                .flatMap(before -> before == null
                        ? Uni.createFrom().nullItem()
                        : guards.judge(before.watch(), false)
                                .map((List<Judgement> judged) -> new Findings.Earlier(before, judged)));
    }
}
