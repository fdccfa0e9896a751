package dev.firstlight.server.approval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.policy.Consent;
import dev.firstlight.server.policy.Intent;
import dev.firstlight.server.targeting.Proposals;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Applies change requests: the versions compared, all edits, their audit and the request's state in one transaction. */
@ApplicationScoped
class Applications {

    private static final int LONGEST_COMMENT = 1_900;

    private final Proposals proposals;
    private final Sights sights;

    Applications(Proposals proposals, Sights sights) {
        this.proposals = proposals;
        this.sights = sights;
    }

    /**
     * How somebody wants one applied.
     *
     * @param comment why, in the caller's words
     * @param overrideFreeze whether in spite of a freeze
     * @param overrideApproval whether without the approvals that it lacks
     */
    record Order(Caller caller, @Nullable String comment, boolean overrideFreeze, boolean overrideApproval) {}

    @WithTransaction
    Uni<ObjectNode> apply(Order order, String project, String environment, String id) {
        return sights.locked(order.caller(), project, environment, id)
                .flatMap(seen -> apply(seen, order, false))
                .map(RequestViews::whole);
    }

    /** Applies one whose time has come, for its author; one that is no longer scheduled stays as it is. */
    @WithTransaction
    Uni<Void> due(String project, String environment, String id) {
        return sights.locked(Caller.SYSTEM, project, environment, id)
                .flatMap(seen -> seen.request().state != State.SCHEDULED
                        ? Uni.createFrom().voidItem()
                        : apply(seen, new Order(seen.request().caller(), null, false, false), true)
                                .replaceWithVoid());
    }

    /** Says of one whose time has come why it could not be applied. */
    @WithTransaction
    Uni<Void> fail(String project, String environment, String id, String why) {
        return sights.locked(Caller.SYSTEM, project, environment, id).flatMap(seen -> {
            if (seen.request().state != State.SCHEDULED) {
                return Uni.createFrom().voidItem();
            }
            seen.request().outcome = why;
            return sights.happened(seen, seen.dossier().in(State.FAILED), Happening.FAILED, why)
                    .replaceWithVoid();
        });
    }

    private Uni<Seen> apply(Seen seen, Order order, boolean due) {
        RequestEntity request = seen.request();
        int needed = seen.standing().approvals();
        boolean overridden =
                order.overrideApproval() && seen.dossier().approvers().size() < needed;
        Dossier next = RequestMachine.apply(seen.dossier(), needed, overridden, due);
        if (overridden && (order.comment() == null || order.comment().isBlank())) {
            throw Failure.invalid("/comment", "Say why this cannot wait for approval: send ?comment=.");
        }
        Intent intent = new Intent(
                order.caller(),
                sentence(seen, order),
                order.overrideFreeze(),
                overridden ? Consent.OVERRIDDEN : Consent.GIVEN);
        return proposals
                .versions(seen.where(), request.wish())
                .invoke(now -> requireUnchanged(request, now))
                .chain(() -> proposals.make(seen.where(), request.wish(), intent))
                .flatMap(outcome -> {
                    requireApproved(request, outcome);
                    request.revision = outcome.revision();
                    Happening what = overridden ? Happening.OVERRIDDEN : Happening.APPLIED;
                    return sights.happened(seen, next, what, order.comment());
                });
    }

    private static void requireUnchanged(RequestEntity request, ObjectNode now) {
        if (Json.write(now).equals(request.versions)) {
            return;
        }
        JsonNode seen = Json.read(request.versions);
        ObjectNode changed = Json.object();
        for (String kind : List.of("flags", "segments")) {
            ObjectNode ofKind = changed.putObject(kind);
            now.get(kind).properties().forEach(one -> {
                long before = seen.path(kind).path(one.getKey()).asLong();
                if (before != one.getValue().asLong()) {
                    ofKind.putObject(one.getKey())
                            .put("seen", before)
                            .put("now", one.getValue().asLong());
                }
            });
        }
        throw Failure.stale(
                "What this touches has changed since its difference was computed; see \"current\", then POST …/rebase.",
                changed);
    }

    /** What is made is what was looked at; anything else is undone with the transaction. */
    private static void requireApproved(RequestEntity request, Proposals.Outcome outcome) {
        if (!RequestEntity.digest(request.request, outcome).equals(request.digest)) {
            throw Failure.stale(
                    "This comes to another difference now; POST …/rebase and have that approved.",
                    outcome.differences());
        }
    }

    /** What is kept as the comment of all that it changes. */
    private static String sentence(Seen seen, Order order) {
        RequestEntity request = seen.request();
        String approvers =
                request.approvals(seen.events()).stream().map(one -> one.name).collect(Collectors.joining(", "));
        String sentence = "Change request " + request.id + " \"" + request.title + "\" of " + request.authorName
                + (approvers.isEmpty() ? "" : ", approved by " + approvers) + "."
                + (order.comment() == null ? "" : " " + order.comment());
        return sentence.length() <= LONGEST_COMMENT ? sentence : sentence.substring(0, LONGEST_COMMENT) + "…";
    }
}
