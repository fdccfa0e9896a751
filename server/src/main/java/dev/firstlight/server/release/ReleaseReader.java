package dev.firstlight.server.release;

import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.environment.Receipts;
import dev.firstlight.server.environment.Regions;
import dev.firstlight.server.guard.Guards;
import dev.firstlight.server.guard.Judgement;
import dev.firstlight.server.platform.Page;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Reads releases with all that is shown of them. Guards are judged anew from the counters, never kept. */
@ApplicationScoped
class ReleaseReader {
    private final ReleaseRepository repository;
    private final Environments environments;
    private final Regions regions;
    private final Receipts receipts;
    private final Guards guards;
    private final Samples samples;
    private final GateRows gates;

    ReleaseReader(
            ReleaseRepository repository,
            Environments environments,
            Regions regions,
            Receipts receipts,
            Guards guards,
            Samples samples,
            GateRows gates) {
        this.repository = repository;
        this.environments = environments;
        this.regions = regions;
        this.receipts = receipts;
        this.guards = guards;
        this.samples = samples;
        this.gates = gates;
    }

    @WithSession
    Uni<ReleaseView> get(String project, String id) {
        return repository.require(project, id).flatMap(release -> regions.keys(project)
                .flatMap(keys -> summary(release)
                        .flatMap(summary -> judge(release, summary).flatMap(judgements -> samples.of(id)
                                .flatMap(history -> gates(release).flatMap(said -> repository
                                        .events(release)
                                        .map(events -> ReleaseViews.of(
                                                release,
                                                new ReleaseViews.Parts(
                                                        keys, judgements, history, summary, said, events)))))))));
    }

    private Uni<ReleaseViews.Gates> gates(ReleaseEntity release) {
        return gates.approvals(release.id, release.state.ahead() ? GateRows.START : release.stage)
                .flatMap(approvals -> gates.checks(release.id).flatMap(checks -> repository
                        .besides(release)
                        .map(others -> new ReleaseViews.Gates(
                                approvals,
                                checks,
                                release.state.terminal()
                                        ? List.of()
                                        : Interactions.of(release, release.stage, others)))));
    }

    /** The verdicts of a release in the order of time; it must be one of the project. */
    @WithSession
    Uni<Page<VerdictView>> verdicts(String project, String id, int limit, long after) {
        return repository.require(project, id).chain(() -> samples.verdicts(id, limit, after));
    }

    /** A page of releases; guards only of those that run, and neither history nor events. */
    @WithSession
    Uni<Page<ReleaseView>> list(String project, ReleaseFilter filter, int limit, String below) {
        return environments.list(project).chain(() -> regions.keys(project)).flatMap(keys -> repository
                .list(project, filter, limit, below)
                .flatMap(rows -> {
                    Page<ReleaseEntity> page = Page.of(rows, limit, release -> release.id);
                    return Multi.createFrom()
                            .iterable(page.items())
                            .onItem()
                            .transformToUniAndConcatenate(release -> brief(release, keys))
                            .collect()
                            .asList()
                            .map(items -> new Page<>(items, page.nextCursor()));
                }));
    }

    private Uni<ReleaseView> brief(ReleaseEntity release, List<String> keys) {
        Uni<List<Judgement>> judged = release.state.live()
                ? guards.judge(release.watch(), false)
                : Uni.createFrom().item(List.of());
        return judged.map(judgements -> ReleaseViews.of(
                release, new ReleaseViews.Parts(keys, judgements, Map.of(), null, ReleaseViews.Gates.NONE, List.of())));
    }

    private Uni<Receipts.Summary> summary(ReleaseEntity release) {
        return environments
                .require(release.environmentId)
                .flatMap((EnvironmentRef environment) -> receipts.summary(
                        environment, release.revision == null ? environment.revision() : release.revision));
    }

    private Uni<List<Judgement>> judge(ReleaseEntity release, Receipts.Summary summary) {
        return guards.judge(release.watch(), release.state.live() && summary.connected() == 0);
    }
}
