package dev.firstlight.server.release;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.environment.Receipts;
import dev.firstlight.server.environment.Revisions;
import dev.firstlight.server.guard.Guards;
import dev.firstlight.server.guard.Judgement;
import dev.firstlight.server.platform.Signal;
import dev.firstlight.server.platform.Signals;
import dev.firstlight.server.policy.Policies;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One look at one release: read, judge, decide, and carry out what was decided if nobody acted meanwhile. */
@ApplicationScoped
class Ticks {
    private final ReleaseRepository repository;
    private final Environments environments;
    private final Receipts receipts;
    private final Guards guards;
    private final Revisions revisions;
    private final Policies policies;
    private final Transitions transitions;
    private final Samples samples;
    private final Signals signals;

    Ticks(
            ReleaseRepository repository,
            Environments environments,
            Receipts receipts,
            Guards guards,
            Revisions revisions,
            Policies policies,
            Transitions transitions,
            Samples samples,
            Signals signals) {
        this.repository = repository;
        this.environments = environments;
        this.receipts = receipts;
        this.guards = guards;
        this.revisions = revisions;
        this.policies = policies;
        this.transitions = transitions;
        this.samples = samples;
        this.signals = signals;
    }

    private record Seen(ReleaseEntity release, EnvironmentRef environment) {}

    @WithSession
    Uni<List<String>> live() {
        return repository.live().map(all -> all.stream().map(r -> r.id).toList());
    }

    /** Whether something was done. */
    Uni<Boolean> tick(String id, Leases.Lease lease) {
        return Panache.withSession(() -> see(id)).flatMap(seen -> {
            if (seen == null) {
                return Uni.createFrom().item(false);
            }
            ReleaseEntity release = seen.release();
            return read(release, seen.environment(), lease.now())
                    .flatMap(readings ->
                            decide(release, seen.environment(), readings, lease).call(() -> show(release, readings)));
        });
    }

    private Uni<@Nullable Seen> see(String id) {
        return Panache.getSession()
                .flatMap(session -> session.find(ReleaseEntity.class, id))
                .flatMap(release -> release == null || !release.state.live()
                        ? Uni.createFrom().nullItem()
                        : environments.require(release.environmentId).map(found -> new Seen(release, found)));
    }

    /** Lets whoever watches see that the counters moved. */
    private Uni<Void> show(ReleaseEntity release, Readings readings) {
        return samples.keep(release.id, readings.judgements(), readings.now())
                .flatMap(moved -> moved
                        ? signals.send(Signal.of(release.project, "release", release.environment, release.id))
                        : Uni.createFrom().voidItem());
    }

    private Uni<Readings> read(ReleaseEntity release, EnvironmentRef environment, Instant now) {
        long revision = release.revision == null ? environment.revision() : release.revision;
        return receipts.summary(environment, revision)
                .flatMap(summary -> guards.judge(release.watch(), summary.connected() == 0)
                        .flatMap(judgements -> policies.standing(environment)
                                .map(standing -> new Readings(
                                        judgements,
                                        summary,
                                        treated(judgements),
                                        silent(release, judgements),
                                        now,
                                        standing.frozen()))));
    }

    private Uni<Boolean> decide(
            ReleaseEntity release, EnvironmentRef environment, Readings readings, Leases.Lease lease) {
        Progress before = release.progress();
        Decision decision = ReleaseMachine.tick(release.plan(), before, readings);
        boolean stands = decision.kind() == Decision.Kind.HOLD
                && Objects.equals(decision.next().step(), before.step());
        return Panache.withTransaction(() -> repository
                .claim(release.id, release.version, ReleaseTicker.JOB, lease.token())
                .flatMap(claimed -> {
                    if (claimed == null) {
                        return Uni.createFrom().item(false);
                    }
                    if (stands) {
                        claimed.take(decision.next());
                        return Uni.createFrom().item(false);
                    }
                    Transitions.Order order = order(claimed, before, decision, readings);
                    return mayGoOn(environment, decision)
                            .flatMap(may -> may
                                    ? transitions
                                            .carryOut(environment, claimed, order)
                                            .replaceWith(true)
                                    : Uni.createFrom().item(false));
                }));
    }

    /** A freeze that was made since the release was looked at holds it too; the next look says so. */
    private Uni<Boolean> mayGoOn(EnvironmentRef environment, Decision decision) {
        return decision.goesOn()
                ? revisions
                        .lock(environment)
                        .chain(() -> policies.standing(environment))
                        .map(standing -> standing.frozen() == null)
                : Uni.createFrom().item(true);
    }

    private static Transitions.Order order(
            ReleaseEntity release, Progress before, Decision decision, Readings readings) {
        Instant startedAt = release.startedAt == null ? readings.now() : release.startedAt;
        return new Transitions.Order(
                decision,
                Caller.SYSTEM,
                Happening.of(decision).word(),
                ReleaseSentence.decided(release.facts(), before, decision, readings, startedAt),
                null,
                EvidenceJson.write(readings.judgements()),
                readings.now());
    }

    /** What other regions showed says nothing about regions that nobody has been measured in. */
    private static boolean silent(ReleaseEntity release, List<Judgement> judgements) {
        Set<String> added = release.split().added(release.stage);
        return !added.isEmpty()
                && judgements.stream().anyMatch(j -> j.strata().stream()
                        .noneMatch(s ->
                                added.contains(s.region()) && s.treatmentState().units() > 0));
    }

    private static long treated(List<Judgement> judgements) {
        return judgements.stream().mapToLong(Judgement::treated).max().orElse(0);
    }
}
