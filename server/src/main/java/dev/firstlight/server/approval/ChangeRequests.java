package dev.firstlight.server.approval;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.environment.Revisions;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Page;
import dev.firstlight.server.platform.PageRequest;
import dev.firstlight.server.policy.Consent;
import dev.firstlight.server.policy.Frozen;
import dev.firstlight.server.policy.Intent;
import dev.firstlight.server.policy.Standing;
import dev.firstlight.server.targeting.Proposals;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Edits that wait for approval: asked for, looked at, approved, rejected, taken back. */
@ApplicationScoped
class ChangeRequests {

    private final Environments environments;
    private final Revisions revisions;
    private final RequestRepository requests;
    private final Proposals proposals;
    private final Sights sights;

    ChangeRequests(
            Environments environments,
            Revisions revisions,
            RequestRepository requests,
            Proposals proposals,
            Sights sights) {
        this.environments = environments;
        this.revisions = revisions;
        this.requests = requests;
        this.proposals = proposals;
        this.sights = sights;
    }

    /** Keeps an edit with what it would come to now; it must be possible as things are. */
    Uni<ObjectNode> create(Caller caller, String project, String environment, Asked asked) {
        return environments.require(project, environment).flatMap(where -> proposals
                .foresee(caller, where, Asked.wish(asked.text()))
                .flatMap(outcome -> keep(caller, where, asked, outcome)));
    }

    @WithTransaction
    Uni<ObjectNode> keep(Caller caller, EnvironmentRef seen, Asked asked, Proposals.Outcome outcome) {
        return revisions.lock(seen).flatMap(where -> sights.asking(caller, where)
                .flatMap(asking -> {
                    check(asking.standing(), caller, asked);
                    RequestEntity request =
                            RequestEntity.of(asked, caller, asking.actor().person());
                    request.environmentId = where.id();
                    request.createdAt = asking.standing().at().truncatedTo(ChronoUnit.MICROS);
                    request.take(outcome);
                    Seen fresh = new Seen(where, request, List.of(), asking.standing(), caller, asking.actor());
                    Dossier settled = fresh.dossier()
                            .settled(
                                    asking.standing().approvals(),
                                    asking.standing().at());
                    Uni<Seen> kept = requests.persistAndFlush(request)
                            .chain(() -> sights.happened(fresh, settled, Happening.CREATED, asked.comment()));
                    return kept.map(RequestViews::whole);
                }));
    }

    /** What will be asked of the edit in any case; of one that is applied at a time all that is known of then. */
    private static void check(Standing standing, Caller caller, Asked asked) {
        Instant applyAt = asked.applyAt();
        if (standing.asksForComment()
                && (asked.comment() == null || asked.comment().isBlank())) {
            throw Failure.invalid(
                    "/comment",
                    "\"" + standing.environment() + "\" takes no change without a reason: send \"comment\".");
        }
        if (applyAt == null) {
            return;
        }
        if (!applyAt.isAfter(standing.at())) {
            throw Failure.invalid("/applyAt", "That is over; name a time to come, or leave it out.");
        }
        standing.permitByProtection(new Intent(caller, asked.comment(), false, Consent.GIVEN));
        Frozen frozen = standing.frozen(applyAt);
        if (frozen != null) {
            throw Failure.of(
                    Failure.Kind.CONFLICT,
                    "\"" + standing.environment() + "\" will then be " + frozen.words()
                            + "; name a time before or after that.");
        }
    }

    /**
     * Those of an environment, the latest first.
     *
     * @param needsMe whether only those that the caller's approval would help
     */
    @WithSession
    Uni<Page<ObjectNode>> list(
            Caller caller,
            String project,
            String environment,
            @Nullable State state,
            boolean needsMe,
            PageRequest page) {
        int limit = page.limit();
        String below = page.id();
        return environments.require(project, environment).flatMap(where -> sights.asking(caller, where)
                .flatMap(asking -> {
                    if (needsMe && !asking.actor().mayApprove()) {
                        return Uni.createFrom().item(new Page<>(List.of(), null));
                    }
                    String person = needsMe ? asking.actor().person() : null;
                    return requests.list(where, below, limit + 1, state, person)
                            .map(found -> Page.of(found, limit, request -> request.id))
                            .flatMap(found -> requests.events(found.items().stream()
                                            .map(request -> request.id)
                                            .toList())
                                    .map(events -> found.map(request -> RequestViews.brief(new Seen(
                                            where,
                                            request,
                                            Objects.requireNonNull(events.get(request.id)),
                                            asking.standing(),
                                            caller,
                                            asking.actor())))));
                }));
    }

    @WithSession
    Uni<ObjectNode> get(Caller caller, String project, String environment, String id) {
        return environments
                .require(project, environment)
                .flatMap(where -> sights.of(caller, where, id))
                .map(RequestViews::whole);
    }

    @WithTransaction
    Uni<ObjectNode> approve(
            Caller caller, String project, String environment, String id, String digest, @Nullable String comment) {
        return sights.locked(caller, project, environment, id).flatMap(seen -> {
            Dossier before = seen.dossier();
            Standing standing = seen.standing();
            Dossier next = RequestMachine.approve(before, seen.actor(), digest, standing.approvals(), standing.at());
            // Who approved already has nothing to add.
            return (next.approvers().equals(before.approvers())
                            ? Uni.createFrom().item(seen)
                            : sights.happened(seen, next, Happening.APPROVED, comment))
                    .map(RequestViews::whole);
        });
    }

    @WithTransaction
    Uni<ObjectNode> reject(Caller caller, String project, String environment, String id, @Nullable String comment) {
        return sights.locked(caller, project, environment, id)
                .flatMap(seen -> sights.happened(
                        seen, RequestMachine.reject(seen.dossier(), seen.actor()), Happening.REJECTED, comment))
                .map(RequestViews::whole);
    }

    @WithTransaction
    Uni<Void> withdraw(Caller caller, String project, String environment, String id, @Nullable String comment) {
        return sights.locked(caller, project, environment, id)
                .flatMap(seen -> sights.happened(
                        seen, RequestMachine.withdraw(seen.dossier(), seen.actor()), Happening.WITHDRAWN, comment))
                .replaceWithVoid();
    }

    /** Computes anew what it comes to, on what is there now. */
    Uni<ObjectNode> rebase(Caller caller, String project, String environment, String id) {
        return read(project, environment, id).flatMap(request -> environments
                .require(project, environment)
                .flatMap(where -> proposals.foresee(caller, where, request.wish()))
                .flatMap(outcome -> rebased(caller, project, environment, id, outcome)));
    }

    @WithSession
    Uni<RequestEntity> read(String project, String environment, String id) {
        return environments.require(project, environment).flatMap(where -> requests.require(where, id));
    }

    @WithTransaction
    Uni<ObjectNode> rebased(Caller caller, String project, String environment, String id, Proposals.Outcome outcome) {
        return sights.locked(caller, project, environment, id).flatMap(seen -> {
            RequestEntity request = seen.request();
            Standing standing = seen.standing();
            Dossier next = RequestMachine.rebase(
                    seen.dossier(),
                    RequestEntity.digest(request.request, outcome),
                    standing.approvals(),
                    standing.at());
            request.take(outcome);
            request.outcome = null;
            return sights.happened(seen, next, Happening.REBASED, null).map(RequestViews::whole);
        });
    }
}
