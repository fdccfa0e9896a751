package dev.firstlight.server.environment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Approvers;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Teams;
import dev.firstlight.server.audit.Audit;
import dev.firstlight.server.audit.AuditEntry;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Page;
import dev.firstlight.server.platform.Signal;
import dev.firstlight.server.platform.Signals;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Environments made, with all that belongs in them, changed and taken away. */
@ApplicationScoped
class EnvironmentLife {

    private final ProjectRepository projects;
    private final EnvironmentRepository environments;
    private final Revisions revisions;
    private final Receipts receipts;
    private final Teams teams;
    private final Audit audit;
    private final Signals signals;
    private final List<EnvironmentContent> contents;

    EnvironmentLife(
            ProjectRepository projects,
            EnvironmentRepository environments,
            Revisions revisions,
            Receipts receipts,
            Teams teams,
            Audit audit,
            Signals signals,
            Instance<EnvironmentContent> contents) {
        this.projects = projects;
        this.environments = environments;
        this.revisions = revisions;
        this.receipts = receipts;
        this.teams = teams;
        this.audit = audit;
        this.signals = signals;
        this.contents = contents.stream()
                .sorted(Comparator.comparingInt(EnvironmentContent::order))
                .toList();
    }

    /**
     * An environment as it shall be.
     *
     * @param copyFrom the key of the one whose flags and segments it gets; null for flags that are off
     */
    record Wanted(
            String key,
            String name,
            boolean isProtected,
            boolean requireComments,
            int approvals,
            List<String> approvers,
            @Nullable String copyFrom) {}

    /** In the order they were made, after the one of a number. */
    @WithSession
    Uni<Page<EnvironmentView>> list(String project, int limit, long after) {
        return projects.require(project)
                .chain(() -> environments.ofProject(project, after, limit + 1))
                .map(found ->
                        Page.of(found, limit, one -> Long.toString(one.id)).map(EnvironmentView::of));
    }

    @WithSession
    Uni<EnvironmentView> get(String project, String key) {
        return require(project, key).map(EnvironmentView::of);
    }

    private Uni<EnvironmentEntity> require(String project, String key) {
        return environments
                .byKey(project, key)
                .onItem()
                .ifNull()
                .failWith(() -> Failure.unknown("environment", project + "/" + key));
    }

    /** Makes one; the project's flags are there, in one revision. */
    @WithTransaction
    Uni<EnvironmentView> create(Caller caller, String project, Wanted wanted) {
        Ids.requireKey(wanted.key(), "/key");
        return projects.hold(project)
                .chain(() -> teams.requireAll(new Approvers(wanted.approvers()).teams()))
                .chain(() -> environments.ofProject(project))
                .flatMap(others -> {
                    EnvironmentRef from = source(others, wanted);
                    EnvironmentEntity made = new EnvironmentEntity();
                    made.project = project;
                    made.key = wanted.key();
                    made.name = wanted.name();
                    made.isProtected = wanted.isProtected();
                    made.requireComments = wanted.requireComments();
                    made.approvals = wanted.approvals();
                    made.approvers = Json.write(wanted.approvers());
                    return environments
                            .persistAndFlush(made)
                            .chain(() -> from == null
                                    ? Uni.createFrom().item(List.<Change>of())
                                    : fill(caller, made.ref(), from, wanted.copyFrom() != null))
                            .flatMap(changes -> created(caller, made, wanted, from, changes));
                });
    }

    /** The one that is copied, or that says which flags there are; null in a new project. */
    private static @Nullable EnvironmentRef source(List<EnvironmentEntity> others, Wanted wanted) {
        for (EnvironmentEntity other : others) {
            if (other.key.equals(wanted.key())) {
                throw Failure.of(Failure.Kind.CONFLICT, "There is an environment \"" + wanted.key() + "\" already.");
            }
        }
        if (wanted.copyFrom() == null) {
            return others.isEmpty() ? null : others.get(0).ref();
        }
        return others.stream()
                .filter(other -> other.key.equals(wanted.copyFrom()))
                .findFirst()
                .map(EnvironmentEntity::ref)
                .orElseThrow(() -> Failure.invalid(
                        "/copyFrom",
                        "There is no environment \"" + wanted.copyFrom() + "\"; there are "
                                + String.join(
                                        ", ", others.stream().map(o -> o.key).toList()) + "."));
    }

    private Uni<List<Change>> fill(Caller caller, EnvironmentRef made, EnvironmentRef from, boolean copy) {
        Uni<Void> prepared = copy
                ? each(contents, content -> content.prepare(made, from))
                : Uni.createFrom().voidItem();
        List<Change> changes = new ArrayList<>();
        return prepared.chain(() -> revisions.lockAll(made.project()))
                .chain(() -> each(contents, content -> content.fill(caller, made, from, copy)
                        .invoke(changes::addAll)
                        .replaceWithVoid()))
                .replaceWith(changes);
    }

    private Uni<EnvironmentView> created(
            Caller caller, EnvironmentEntity made, Wanted wanted, @Nullable EnvironmentRef from, List<Change> changes) {
        ObjectNode after = Json.object().put("name", made.name);
        if (made.isProtected || made.requireComments) {
            after.put("protected", made.isProtected).put("requireComments", made.requireComments);
        }
        if (made.approvals > 0) {
            after.put("approvals", made.approvals);
        }
        if (wanted.copyFrom() != null) {
            after.put("copyFrom", wanted.copyFrom());
        }
        for (Change.Kind kind : List.of(Change.Kind.FLAG, Change.Kind.SEGMENT)) {
            long count =
                    changes.stream().filter(change -> change.kind() == kind).count();
            if (count > 0) {
                after.put(kind == Change.Kind.FLAG ? "flags" : "segments", count);
            }
        }
        AuditEntry entry =
                new AuditEntry(made.project, caller, "environment.created", made.key, null, null, Json.write(after));
        Uni<Long> revision = changes.isEmpty()
                ? audit.append(entry).replaceWith(made.revision)
                : revisions.change(made.ref(), changes, entry);
        return revision.map(now -> {
            EnvironmentView view = EnvironmentView.of(made);
            return new EnvironmentView(
                    view.key(),
                    view.name(),
                    view.epoch(),
                    now,
                    view.isProtected(),
                    view.requireComments(),
                    view.approvals(),
                    view.approvers(),
                    view.version());
        });
    }

    /** A merge patch of name, protection and what edits need. */
    @WithTransaction
    Uni<EnvironmentView> patch(
            Caller caller, String project, String key, long version, EnvironmentPatch patch, @Nullable String comment) {
        return require(project, key).flatMap(found -> environments.lock(found).flatMap(before -> {
            if (before.version() != version) {
                throw Failure.stale(
                        "The environment is at version " + before.version()
                                + "; look at \"current\", then send your change again.",
                        before);
            }
            EnvironmentView after = patch.on(before);
            if (after.equals(before)) {
                return Uni.createFrom().item(before);
            }
            if ((before.isProtected() || before.approvals() > 0) && (comment == null || comment.isBlank())) {
                throw Failure.invalid(
                        "/comment",
                        "\"" + key + "\" " + (before.isProtected() ? "is protected" : "asks for approvals")
                                + ": say why, with ?comment=, and send this again.");
            }
            return teams.requireAll(new Approvers(after.approvers()).teams())
                    .chain(() -> environments.settle(found.id, after))
                    .chain(() -> audit.append(new AuditEntry(
                            project,
                            caller,
                            "environment.changed",
                            key,
                            comment,
                            EnvironmentPatch.text(before),
                            EnvironmentPatch.text(after))))
                    .chain(() -> signals.sendAtCommit(Signal.of(project, "environment", key, null)))
                    .chain(() -> environments.lock(found));
        }));
    }

    /** Takes one away with all that is in it; what was done there stays in the audit. */
    @WithTransaction
    Uni<Void> delete(Caller caller, String project, String key, boolean force, @Nullable String comment) {
        return projects.hold(project)
                .chain(() -> environments.ofProject(project))
                .flatMap(all -> {
                    EnvironmentEntity gone = all.stream()
                            .filter(one -> one.key.equals(key))
                            .findFirst()
                            .orElseThrow(() -> Failure.unknown("environment", project + "/" + key));
                    if (all.size() == 1) {
                        throw Failure.of(
                                Failure.Kind.CONFLICT,
                                "\"" + key + "\" is the last environment of its project; make another first, or delete"
                                        + " the project.");
                    }
                    return lockUnprotected(gone)
                            .chain(() -> refuseUsed(gone.ref(), force))
                            .chain(() -> remove(gone))
                            .chain(() -> audit.append(new AuditEntry(
                                    project,
                                    caller,
                                    "environment.deleted",
                                    key,
                                    comment,
                                    EnvironmentPatch.text(EnvironmentView.of(gone)),
                                    null)))
                            .chain(() -> signals.sendAtCommit(Signal.of(project, "environment", key, null)));
                });
    }

    /** Nobody changes it from here on; refused where it is protected or its edits need approvals. */
    Uni<Void> lockUnprotected(EnvironmentEntity environment) {
        return environments
                .lock(environment)
                .invoke(now -> {
                    if (now.isProtected()) {
                        throw Failure.of(
                                Failure.Kind.CONFLICT,
                                "\"" + now.key()
                                        + "\" is protected; PATCH {\"protected\": false} first, with ?comment=.");
                    }
                    if (now.approvals() > 0) {
                        throw Failure.of(
                                Failure.Kind.CONFLICT,
                                "\"" + now.key()
                                        + "\" asks for approvals; PATCH {\"approvals\": 0} first, with ?comment=.");
                    }
                })
                .replaceWithVoid();
    }

    Uni<Void> refuseUsed(EnvironmentRef where, boolean force) {
        if (force) {
            return Uni.createFrom().voidItem();
        }
        List<String> reasons = new ArrayList<>();
        return receipts.countOfConnected(where)
                .invoke(count -> {
                    if (count > 0) {
                        reasons.add("SDK instances of \"" + where.key() + "\" seen within the last five minutes: "
                                + count + ".");
                    }
                })
                .chain(() -> each(
                        contents,
                        content -> content.uses(where).invoke(reasons::addAll).replaceWithVoid()))
                .invoke(() -> {
                    if (!reasons.isEmpty()) {
                        throw Failure.of(
                                Failure.Kind.CONFLICT,
                                String.join(" ", reasons) + " With ?force=true it is deleted all the same.");
                    }
                });
    }

    /** What goes with the row goes by the database's own rules. */
    Uni<Void> remove(EnvironmentEntity gone) {
        return each(contents, content -> content.leave(gone.ref())).chain(() -> Panache.getSession()
                .flatMap(session -> session.createNativeQuery("DELETE FROM environment WHERE id = ?1")
                        .setParameter(1, gone.id)
                        .executeUpdate())
                .replaceWithVoid());
    }

    private static <T> Uni<Void> each(List<T> all, Function<T, Uni<Void>> step) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(one -> step.apply(one).replaceWith(true))
                .collect()
                .asList()
                .replaceWithVoid();
    }
}
