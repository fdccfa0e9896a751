package dev.firstlight.server.approval;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.audit.Audit;
import dev.firstlight.server.audit.AuditEntry;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.environment.Revisions;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Signal;
import dev.firstlight.server.platform.Signals;
import dev.firstlight.server.policy.Policies;
import dev.firstlight.server.policy.Standing;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads change requests with all that decides about them, and writes down what happens to them. */
@ApplicationScoped
class Sights {

    private final Environments environments;
    private final Revisions revisions;
    private final RequestRepository requests;
    private final Policies policies;
    private final Audit audit;
    private final Signals signals;

    Sights(
            Environments environments,
            Revisions revisions,
            RequestRepository requests,
            Policies policies,
            Audit audit,
            Signals signals) {
        this.environments = environments;
        this.revisions = revisions;
        this.requests = requests;
        this.policies = policies;
        this.audit = audit;
        this.signals = signals;
    }

    /** In the caller's transaction, which holds the environment from here on: nothing of this changes until its end. */
    Uni<Seen> locked(Caller caller, String project, String environment, String id) {
        return environments
                .require(project, environment)
                .flatMap(revisions::lock)
                .flatMap(where -> of(caller, where, id));
    }

    /** In the caller's session. */
    Uni<Seen> of(Caller caller, EnvironmentRef where, String id) {
        return requests.require(where, id)
                .flatMap(request -> requests.events(List.of(id)).flatMap(events -> asking(caller, where)
                        .map(asking -> new Seen(
                                where,
                                request,
                                Objects.requireNonNull(events.get(id)),
                                asking.standing(),
                                caller,
                                asking.actor()))));
    }

    /** Somebody, and what an environment asks of edits. */
    record Asking(Standing standing, RequestMachine.Actor actor) {}

    Uni<Asking> asking(Caller caller, EnvironmentRef where) {
        return policies.standing(where).flatMap(standing -> policies.person(caller.id())
                .map(person -> new Asking(
                        standing,
                        new RequestMachine.Actor(
                                person,
                                standing.mayApprove(caller),
                                caller.permissions().contains(Role.ADMINISTER)))));
    }

    /** The request as it then stands, what happened, and who did it: in the same transaction. */
    Uni<Seen> happened(Seen seen, Dossier next, Happening what, @Nullable String comment) {
        RequestEntity request = seen.request();
        request.state = next.state();
        request.round = next.round();
        request.digest = next.digest();
        EventEntity event = new EventEntity();
        event.id = new EventEntity.Key(request.id, seen.events().size() + 1);
        event.kind = what;
        event.round = request.round;
        event.actor = seen.caller().id();
        event.name = seen.caller().name();
        event.person = seen.actor().person();
        event.comment = comment;
        event.digest = request.digest;
        event.at = seen.standing().at().truncatedTo(ChronoUnit.MICROS);
        List<EventEntity> events = new ArrayList<>(seen.events());
        events.add(event);
        Seen now = new Seen(seen.where(), request, events, seen.standing(), seen.caller(), seen.actor());
        return requests.add(event)
                .chain(() -> audit.append(entry(now, what, comment)))
                .chain(() -> signals.sendAtCommit(Signal.of(
                        seen.where().project(), "change-request", seen.where().key(), request.id)))
                .replaceWith(now);
    }

    private static AuditEntry entry(Seen seen, Happening what, @Nullable String comment) {
        RequestEntity request = seen.request();
        var after = Json.object()
                .put("title", request.title)
                .put("state", request.state.name())
                .put("digest", request.digest)
                .put("author", request.author);
        request.approvals(seen.events())
                .forEach(one -> after.withArray("approvedBy").add(one.actor));
        if (request.revision != null) {
            after.put("revision", request.revision);
        }
        if (what == Happening.CREATED) {
            after.set("request", Json.read(request.request));
        }
        return new AuditEntry(
                seen.where().project(),
                seen.caller(),
                what.action(),
                seen.where().key() + "/" + request.id,
                comment,
                null,
                Json.write(after));
    }
}
