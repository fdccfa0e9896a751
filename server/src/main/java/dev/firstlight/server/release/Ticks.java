package dev.firstlight.server.release;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.environment.Receipts;
import dev.firstlight.server.environment.Revisions;
import dev.firstlight.server.guard.Guards;
import dev.firstlight.server.guard.Judgement;
import dev.firstlight.server.plan.Plan;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Signal;
import dev.firstlight.server.platform.Signals;
import dev.firstlight.server.platform.Traces;
import dev.firstlight.server.policy.Policies;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
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
    private final GateRows gates;
    private final Starts starts;
    private final Traces traces;
    private final Following following;

    Ticks(
            ReleaseRepository repository,
            Environments environments,
            Receipts receipts,
            Guards guards,
            Revisions revisions,
            Policies policies,
            Transitions transitions,
            Samples samples,
            Signals signals,
            GateRows gates,
            Starts starts,
            Traces traces,
            Following following) {
        this.repository = repository;
        this.environments = environments;
        this.receipts = receipts;
        this.guards = guards;
        this.revisions = revisions;
        this.policies = policies;
        this.transitions = transitions;
        this.samples = samples;
        this.signals = signals;
        this.gates = gates;
        this.starts = starts;
        this.traces = traces;
        this.following = following;
    }

    private record Seen(ReleaseEntity release, EnvironmentRef environment, Signs signs) {}

    @WithSession
    Uni<List<String>> lookedAt() {
        return repository.lookedAt().map(all -> all.stream().map(r -> r.id).toList());
    }

    /** Whether something was done. */
    Uni<Boolean> tick(String id, Leases.Lease lease) {
        return Panache.withSession(() -> see(id)).flatMap(seen -> {
            if (seen == null) {
                return Uni.createFrom().item(false);
            }
            return read(seen, lease.now())
                    .flatMap(readings -> decide(seen, readings, lease).call(() -> keep(seen.release(), readings)));
        });
    }

    private Uni<@Nullable Seen> see(String id) {
        return Panache.getSession()
                .flatMap(session -> session.find(ReleaseEntity.class, id))
                .flatMap(release -> release == null
                        ? Uni.createFrom().nullItem()
                        : environments.require(release.environmentId).flatMap(found -> signs(release)
                                .map(signs -> new Seen(release, found, signs))));
    }

    /** What people and CI said, and which older release is in the way; a freeze is looked up with the readings. */
    private Uni<Signs> signs(ReleaseEntity release) {
        if (release.state.terminal()) {
            return Uni.createFrom().item(Signs.NONE);
        }
        return gates.approvals(release.id, release.stage).flatMap(approvals -> gates.checks(release.id)
                .flatMap(checks -> older(release).flatMap(older -> following
                        .undeployed(release)
                        .map(undeployed ->
                                new Signs(null, approvals.size(), GateRows.states(checks), older, undeployed)))));
    }

    /** The release that this one has to wait for before it gets more; null where it may go on, or its plan only warns. */
    private Uni<@Nullable String> older(ReleaseEntity release) {
        Plan plan = release.plan();
        boolean last = release.state.live() && plan.isLast(release.stage);
        if (plan.interaction() == Plan.Interaction.WARN || last) {
            return Uni.createFrom().nullItem();
        }
        int next = plan.together(release.state.live() ? release.stage + 1 : 0);
        return repository.besides(release).map(others -> Interactions.of(release, next, others).stream()
                .map(Interactions.Shared::release)
                .filter(other -> other.compareTo(release.id) < 0)
                .findFirst()
                .orElse(null));
    }

    /** Lets whoever watches see that the counters moved, and starts the evidence anew where it is time. */
    private Uni<Void> keep(ReleaseEntity release, Readings readings) {
        return samples.keep(release.id, readings.judgements(), readings.now())
                .flatMap(moved -> moved
                        ? signals.send(Signal.of(release.project, "release", release.environment, release.id))
                        : Uni.createFrom().voidItem())
                .chain(() -> readings.judgements().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : guards.keep(release.watch(), readings.judgements(), readings.now()));
    }

    private Uni<Readings> read(Seen seen, Instant now) {
        ReleaseEntity release = seen.release();
        EnvironmentRef environment = seen.environment();
        long revision = release.revision == null ? environment.revision() : release.revision;
        boolean judged = release.state.live() || release.step == Step.WATCHING;
        return receipts.summary(environment, revision).flatMap(summary -> (judged
                        ? guards.judge(release.watch(), summary.connected() == 0)
                        : Uni.createFrom().<List<Judgement>>item(List.of()))
                .flatMap(judgements -> policies.standing(environment)
                        .map(standing -> Sight.of(
                                release, judgements, summary, seen.signs().in(standing.frozen()), now))));
    }

    private Uni<Boolean> decide(Seen seen, Readings readings, Leases.Lease lease) {
        ReleaseEntity release = seen.release();
        Progress before = release.progress();
        Decision decision = ReleaseMachine.tick(release.plan(), before, release.startAt, readings);
        if (decision.kind() == Decision.Kind.HOLD && decision.next().equals(before)) {
            return Uni.createFrom().item(false);
        }
        Uni<Boolean> done = act(seen, readings, before, decision, lease);
        return before.state() != State.SCHEDULED
                ? done
                : done.onFailure(Failure.class)
                        .recoverWithUni(refused -> act(
                                seen,
                                readings,
                                before,
                                Decision.hold(before.in(State.ABORTED, readings.now())),
                                lease,
                                ReleaseSentence.refused(release.facts(), String.valueOf(refused.getMessage()))));
    }

    private Uni<Boolean> act(Seen seen, Readings readings, Progress before, Decision decision, Leases.Lease lease) {
        Instant startedAt = seen.release().startedAt == null ? readings.now() : seen.release().startedAt;
        return act(
                seen,
                readings,
                before,
                decision,
                lease,
                ReleaseSentence.decided(seen.release().facts(), before, decision, readings, startedAt));
    }

    private Uni<Boolean> act(
            Seen seen, Readings readings, Progress before, Decision decision, Leases.Lease lease, String sentence) {
        ReleaseEntity release = seen.release();
        boolean stands = decision.kind() == Decision.Kind.HOLD
                && decision.next().state() == before.state()
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
                    Happening what = Happening.of(before, decision);
                    Transitions.Order order = new Transitions.Order(
                            decision,
                            Caller.SYSTEM,
                            what,
                            sentence,
                            null,
                            EvidenceJson.write(readings.judgements()),
                            readings.now());
                    return mayGoOn(seen.environment(), claimed, before, decision)
                            .flatMap(may -> may
                                    ? traces.within(
                                                    "release " + what.word(),
                                                    () -> transitions.carryOut(seen.environment(), claimed, order))
                                            .replaceWith(true)
                                    : Uni.createFrom().item(false));
                }));
    }

    /**
     * A freeze that was made since the release was looked at holds it too; the next look says so. A start waits for the
     * people who have to agree to it.
     */
    private Uni<Boolean> mayGoOn(
            EnvironmentRef environment, ReleaseEntity release, Progress before, Decision decision) {
        if (!decision.goesOn()) {
            return Uni.createFrom().item(true);
        }
        Uni<Void> ready = before.state().ahead()
                ? starts.begin(environment, release)
                : Uni.createFrom().voidItem();
        return ready.chain(() -> revisions.lock(environment))
                .chain(() -> policies.standing(environment))
                .flatMap(standing -> standing.frozen() != null
                        ? Uni.createFrom().item(false)
                        : before.state().ahead()
                                ? starts.agreed(standing, release)
                                : Uni.createFrom().item(true));
    }
}
