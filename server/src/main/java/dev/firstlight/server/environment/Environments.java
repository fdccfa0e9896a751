package dev.firstlight.server.environment;

import dev.firstlight.server.platform.Failure;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** The environments of projects. */
@ApplicationScoped
public class Environments {

    private final ProjectRepository projects;
    private final EnvironmentRepository environments;
    private final Pool pool;

    Environments(ProjectRepository projects, EnvironmentRepository environments, Pool pool) {
        this.projects = projects;
        this.environments = environments;
        this.pool = pool;
    }

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
}
