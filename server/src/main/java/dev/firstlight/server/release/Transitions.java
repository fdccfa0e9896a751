package dev.firstlight.server.release;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.audit.Audit;
import dev.firstlight.server.audit.AuditEntry;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.guard.Guards;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Signal;
import dev.firstlight.server.platform.Signals;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a decision in the caller's transaction: the release, what the flag serves, the event with its evidence,
 * the audit and the hints, all or nothing. The release must be claimed.
 */
@ApplicationScoped
class Transitions {
    private final ReleaseRepository repository;
    private final Serving serving;
    private final Guards guards;
    private final Audit audit;
    private final Signals signals;
    private final ReleaseMeters meters;

    Transitions(
            ReleaseRepository repository,
            Serving serving,
            Guards guards,
            Audit audit,
            Signals signals,
            ReleaseMeters meters) {
        this.repository = repository;
        this.serving = serving;
        this.guards = guards;
        this.audit = audit;
        this.signals = signals;
        this.meters = meters;
    }

    /**
     * What is carried out.
     *
     * @param kind what the event is called
     * @param comment the actor's own words
     * @param evidence the counters and the evidence that decided, as JSON
     */
    record Order(
            Decision decision,
            Caller actor,
            Happening kind,
            String sentence,
            @Nullable String comment,
            @Nullable String evidence,
            Instant at) {

        Order saying(String other) {
            return new Order(decision, actor, kind, other, comment, evidence, at);
        }
    }

    Uni<ReleaseEntity> carryOut(EnvironmentRef environment, ReleaseEntity release, Order order) {
        Decision decision = order.decision();
        Progress before = release.progress();
        release.take(decision.next());
        release.version++;
        if (order.kind().tells()) {
            release.sentence = order.sentence();
        }
        if (release.startedAt == null && decision.next().state().live()) {
            release.startedAt = order.at();
        }
        if (release.endedAt == null && decision.next().state().terminal()) {
            release.endedAt = order.at();
        }
        return serve(environment, release, order, before)
                .flatMap(done -> repository
                        .insert(event(release, done))
                        .chain(() -> meters.happened(done.kind()))
                        .chain(() -> measure(release, done.decision())))
                .chain(() ->
                        signals.sendAtCommit(Signal.of(release.project, "release", release.environment, release.id)))
                .replaceWith(release);
    }

    /** Gives the order as it could be carried out. */
    private Uni<Order> serve(EnvironmentRef environment, ReleaseEntity release, Order order, Progress before) {
        if (order.decision().changesServing()) {
            return serving.move(environment, release, before, order).map(moved -> {
                release.revision = moved.revision();
                return moved.conflict() ? conflict(release, order) : order;
            });
        }
        return order.actor() == Caller.SYSTEM
                ? Uni.createFrom().item(order)
                : audit.append(new AuditEntry(
                                release.project,
                                order.actor(),
                                "release." + order.kind().word(),
                                release.environment + "/" + release.flag,
                                order.comment(),
                                Json.write(Map.of("state", before.state().name())),
                                Json.write(Map.of("state", release.state.name()))))
                        .replaceWith(order);
    }

    /** Somebody else's default stands where the release's should: a rollback goes to the control, the rest ends here. */
    private static Order conflict(ReleaseEntity release, Order order) {
        if (order.decision().kind() == Decision.Kind.ROLL_BACK) {
            if (order.decision().region() != null) {
                release.take(Decision.rollBack(order.decision().next(), State.ROLLED_BACK, order.at(), null)
                        .next());
                release.endedAt = order.at();
            }
            release.sentence = ReleaseSentence.conflict(release.facts(), order.sentence());
            return order.saying(release.sentence);
        }
        Decision aborted =
                Decision.of(Decision.Kind.ROLL_BACK, order.decision().next().ended(State.ABORTED, null, order.at()));
        release.take(aborted.next());
        release.endedAt = order.at();
        release.sentence = ReleaseSentence.overtaken(release.facts());
        return new Order(
                aborted,
                order.actor(),
                Happening.ABORTED,
                release.sentence,
                order.comment(),
                order.evidence(),
                order.at());
    }

    private Uni<Void> measure(ReleaseEntity release, Decision decision) {
        if (decision.kind() == Decision.Kind.ADVANCE) {
            Duration warmUp = release.plan().joined(release.stage).warmUp();
            return guards.open(release.watch(), release.environmentId, warmUp, stand(release));
        }
        return release.state.terminal() && release.step != Step.WATCHING
                ? guards.close(release.id)
                : Uni.createFrom().voidItem();
    }

    private static Guards.Stand stand(ReleaseEntity release) {
        return new Guards.Stand(
                release.flag,
                release.treatment,
                release.control,
                release.stage,
                List.copyOf(release.standing().at(release.stage).keySet()));
    }

    private static ReleaseEventEntity event(ReleaseEntity release, Order order) {
        ReleaseEventEntity event = new ReleaseEventEntity();
        event.id = new ReleaseEventEntity.Key(release.id, release.version);
        event.at = order.at();
        event.kind = order.kind().word();
        event.decision = order.decision().kind().name();
        event.stage = release.stage;
        event.sentence = order.sentence();
        event.actor = order.actor().id();
        event.evidence = order.evidence();
        return event;
    }
}
