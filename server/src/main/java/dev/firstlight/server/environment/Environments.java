package dev.firstlight.server.environment;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.audit.Audit;
import dev.firstlight.server.audit.AuditEntry;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Projects and their environments. */
@ApplicationScoped
public class Environments {

    private final ProjectRepository projects;
    private final EnvironmentRepository environments;
    private final Audit audit;
    private final Pool pool;

    Environments(ProjectRepository projects, EnvironmentRepository environments, Audit audit, Pool pool) {
        this.projects = projects;
        this.environments = environments;
        this.audit = audit;
        this.pool = pool;
    }

    record ProjectView(String key, String name) {}

    /** The environment, or 404. Joins the caller's transaction where there is one. */
    @WithSession
    public Uni<EnvironmentRef> require(String project, String key) {
        return environments
                .byKey(project, key)
                .onItem()
                .ifNull()
                .failWith(() -> Failure.unknown("environment", project + "/" + key))
                .map(EnvironmentEntity::ref);
    }

    /** The environment with a row id, or 404. */
    @WithSession
    public Uni<EnvironmentRef> require(long id) {
        return environments
                .findById(id)
                .onItem()
                .ifNull()
                .failWith(() -> Failure.unknown("environment", Long.toString(id)))
                .map(EnvironmentEntity::ref);
    }

    /** The environments of a project, in the order they were made; 404 where there is no such project. */
    @WithSession
    public Uni<List<EnvironmentRef>> list(String project) {
        return projects.require(project)
                .chain(() -> environments.ofProject(project))
                .map(all -> all.stream().map(EnvironmentEntity::ref).toList());
    }

    /** Where every environment is now, in one query and outside any session: the healing poll of every node. */
    public Uni<List<EnvironmentRef>> positions() {
        return pool.query("SELECT id, project, key, name, epoch, revision FROM environment")
                .execute()
                .map(rows -> {
                    List<EnvironmentRef> all = new ArrayList<>();
                    for (Row row : rows) {
                        all.add(new EnvironmentRef(
                                row.getLong(0),
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getLong(4),
                                row.getLong(5)));
                    }
                    return all;
                });
    }

    @WithSession
    Uni<List<ProjectView>> projects() {
        return projects.find("order by key").list().map(all -> all.stream()
                .map(p -> new ProjectView(p.key, p.name))
                .toList());
    }

    @WithSession
    Uni<ProjectView> project(String key) {
        return projects.require(key).map(p -> new ProjectView(p.key, p.name));
    }

    @WithTransaction
    Uni<ProjectView> createProject(Caller caller, String key, String name) {
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
                    .chain(() -> create(caller, key, "production", "Production"))
                    .replaceWith(new ProjectView(key, name));
        });
    }

    @WithTransaction
    Uni<EnvironmentRef> create(Caller caller, String project, String key, String name) {
        Ids.requireKey(key, "/key");
        return projects.require(project)
                .chain(() -> environments.byKey(project, key))
                .flatMap(existing -> {
                    if (existing != null) {
                        throw Failure.of(Failure.Kind.CONFLICT, "There is an environment \"" + key + "\" already.");
                    }
                    EnvironmentEntity environment = new EnvironmentEntity();
                    environment.project = project;
                    environment.key = key;
                    environment.name = name;
                    return environments
                            .persistAndFlush(environment)
                            .chain(() -> audit.append(new AuditEntry(
                                    project,
                                    caller,
                                    "environment.created",
                                    key,
                                    null,
                                    null,
                                    Json.write(Map.of("name", name)))))
                            .map(ignored -> environment.ref());
                });
    }
}
