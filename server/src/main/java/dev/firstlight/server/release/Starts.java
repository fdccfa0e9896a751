package dev.firstlight.server.release;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Revisions;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.policy.Standing;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Whether a release may begin; in the caller's transaction. */
@ApplicationScoped
class Starts {
    /** How long after a rollback that nobody has looked at no other treatment of the flag begins either. */
    private static final Duration COOL_DOWN = Duration.ofMinutes(30);

    private final ReleaseRepository repository;
    private final Transitions transitions;
    private final GateRows gates;
    private final Revisions revisions;

    Starts(ReleaseRepository repository, Transitions transitions, GateRows gates, Revisions revisions) {
        this.repository = repository;
        this.transitions = transitions;
        this.gates = gates;
        this.revisions = revisions;
    }

    /**
     * Lets a release begin, in an environment that is locked from then on, or refuses. It asks once it has the lock: a
     * rollback that is under way has by then been written, and can be found.
     */
    Uni<Void> begin(EnvironmentRef environment, ReleaseEntity release) {
        return clear(environment, release.flag)
                .chain(() -> revisions.lock(environment))
                .chain(() -> permit(environment, release.flag, release.treatment));
    }

    /** Whether as many people agreed to the start as the environment asks for edits. */
    Uni<Boolean> agreed(Standing standing, ReleaseEntity release) {
        return standing.approvals() == 0
                ? Uni.createFrom().item(true)
                : gates.approvals(release.id, GateRows.START).map(found -> found.size() >= standing.approvals());
    }

    /**
     * Ends what another release must not be in the way of: completed releases of the flag are watched no longer. Before
     * the environment is locked, as every release's row is.
     */
    private Uni<Void> clear(EnvironmentRef environment, String flag) {
        return repository
                .now()
                .flatMap(now -> repository.watched(environment.id(), flag).flatMap(watched -> Multi.createFrom()
                        .iterable(watched)
                        .onItem()
                        .transformToUniAndConcatenate(release -> transitions.carryOut(
                                environment,
                                release,
                                new Transitions.Order(
                                        Decision.hold(release.progress().left(null, now)),
                                        Caller.SYSTEM,
                                        Happening.WATCHED,
                                        ReleaseSentence.succeeded(release.facts()),
                                        null,
                                        null,
                                        now)))
                        .collect()
                        .asList()
                        .replaceWithVoid()));
    }

    /** One release of a flag at a time, and none of what was just taken back until somebody has looked. */
    Uni<Void> permit(EnvironmentRef environment, String flag, String treatment) {
        return repository
                .liveOf(environment.id(), flag)
                .invoke(live -> {
                    if (live != null) {
                        throw Failure.of(
                                Failure.Kind.CONFLICT,
                                "Release " + live.id + " of \"" + flag + "\" in " + live.environment + " is "
                                        + live.state + "; wait until it has ended, or roll it back.");
                    }
                })
                .chain(repository::now)
                .flatMap(now -> repository.unacknowledged(environment.id(), flag, treatment, now.minus(COOL_DOWN)))
                .invoke(rolledBack -> {
                    if (rolledBack != null) {
                        throw Failure.of(
                                Failure.Kind.CONFLICT,
                                "\"" + rolledBack.treatment + "\" of \"" + flag + "\" was rolled back by release "
                                        + rolledBack.id + ". See why, then POST /api/v1/projects/"
                                        + environment.project() + "/releases/" + rolledBack.id
                                        + "/acknowledge and start again.");
                    }
                })
                .replaceWithVoid();
    }
}
