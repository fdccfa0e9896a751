package dev.firstlight.server.environment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Rights;
import dev.firstlight.server.audit.Audit;
import dev.firstlight.server.audit.AuditEntry;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Page;
import dev.firstlight.server.platform.Problem;
import dev.firstlight.server.platform.Signal;
import dev.firstlight.server.platform.Signals;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The projects, each with one environment at least. */
@ApplicationScoped
class Projects {

    private final ProjectRepository projects;
    private final EnvironmentRepository environments;
    private final EnvironmentLife life;
    private final Audit audit;
    private final Signals signals;

    Projects(
            ProjectRepository projects,
            EnvironmentRepository environments,
            EnvironmentLife life,
            Audit audit,
            Signals signals) {
        this.projects = projects;
        this.environments = environments;
        this.life = life;
        this.audit = audit;
        this.signals = signals;
    }

    record ProjectView(String key, String name) {
        static ProjectView of(ProjectEntity project) {
            return new ProjectView(project.key, project.name);
        }
    }

    @WithSession
    Uni<Page<ProjectView>> list(Rights rights, int limit, String after) {
        return projects.find(
                        "key > ?1 and (?2 = true or key in ?3) order by key", after, rights.seeAll(), rights.projects())
                .range(0, limit)
                .list()
                .map(found -> Page.of(found, limit, project -> project.key).map(ProjectView::of));
    }

    @WithSession
    Uni<ProjectView> get(String key) {
        return projects.require(key).map(ProjectView::of);
    }

    @WithTransaction
    Uni<ProjectView> create(Caller caller, String key, String name) {
        Ids.requireKey(key, "/key");
        return projects.findById(key).flatMap(existing -> {
            if (existing != null) {
                throw Failure.of(Failure.Kind.CONFLICT, "There is a project \"" + key + "\" already.");
            }
            ProjectEntity project = new ProjectEntity();
            project.key = key;
            project.name = name;
            return projects.persistAndFlush(project)
                    .chain(() -> audit.append(new AuditEntry(
                            key, caller, "project.created", key, null, null, Json.write(Map.of("name", name)))))
                    .chain(() -> life.create(
                            caller,
                            key,
                            new EnvironmentLife.Wanted(
                                    "production", "Production", false, false, 0, EnvironmentView.APPROVERS, null)))
                    .replaceWith(new ProjectView(key, name));
        });
    }

    /** A merge patch; all that a project has of its own is its name. */
    @WithTransaction
    Uni<ProjectView> patch(Caller caller, String key, ObjectNode patch) {
        patch.fieldNames().forEachRemaining(field -> {
            if (!field.equals("name")) {
                throw Failure.malformed("/" + field, "Unknown field \"" + field + "\"; a project has a \"name\".");
            }
        });
        List<Problem.Entry> problems = new ArrayList<>();
        String name = EnvironmentPatch.name(patch, problems);
        if (!problems.isEmpty()) {
            throw Failure.invalid(problems);
        }
        return projects.hold(key).chain(() -> projects.require(key)).flatMap(project -> {
            String before = project.name;
            if (name == null || name.equals(before)) {
                return Uni.createFrom().item(ProjectView.of(project));
            }
            project.name = name;
            return projects.flush()
                    .chain(() -> audit.append(new AuditEntry(
                            key,
                            caller,
                            "project.changed",
                            key,
                            null,
                            Json.write(Map.of("name", before)),
                            Json.write(Map.of("name", name)))))
                    .chain(() -> signals.sendAtCommit(Signal.of(key, "project", null, key)))
                    .replaceWith(new ProjectView(key, name));
        });
    }

    /** Takes a project away with all that is in it; what was done there stays in the audit. */
    @WithTransaction
    Uni<Void> delete(Caller caller, String key, boolean force, @Nullable String comment) {
        return projects.hold(key)
                .chain(() -> environments.ofProject(key))
                .flatMap(all -> inTurn(all, life::lockUnprotected)
                        .chain(() -> inTurn(all, one -> life.refuseUsed(one.ref(), force)))
                        .chain(() -> inTurn(all, life::remove)))
                .chain(() -> Panache.getSession())
                .flatMap(session -> session.createNativeQuery("DELETE FROM project WHERE key = ?1")
                        .setParameter(1, key)
                        .executeUpdate())
                .chain(() -> audit.append(new AuditEntry(key, caller, "project.deleted", key, comment, null, null)))
                .chain(() -> signals.sendAtCommit(Signal.of(key, "project", null, key)));
    }

    private static <T> Uni<Void> inTurn(List<T> all, java.util.function.Function<T, Uni<Void>> step) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(one -> step.apply(one).replaceWith(true))
                .collect()
                .asList()
                .replaceWithVoid();
    }
}
