package dev.firstlight.server.environment;

import dev.firstlight.server.platform.Json;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class EnvironmentRepository implements PanacheRepositoryBase<EnvironmentEntity, Long> {

    Uni<List<EnvironmentEntity>> ofProject(String project) {
        return find("project = ?1 order by id", project).list();
    }

    Uni<List<EnvironmentEntity>> ofProject(String project, long after, int most) {
        return find("project = ?1 and id > ?2 order by id", project, after)
                .range(0, most - 1)
                .list();
    }

    Uni<EnvironmentEntity> byKey(String project, String key) {
        return find("project = ?1 and key = ?2", project, key).firstResult();
    }

    /** Takes the row's lock for the rest of the transaction, and gives it as it then is. */
    Uni<EnvironmentView> lock(EnvironmentEntity environment) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                "SELECT key, name, epoch, revision, protected, require_comments, approvals,"
                                        + " approvers, version"
                                        + " FROM environment WHERE id = ?1 FOR UPDATE",
                                Object[].class)
                        .setParameter(1, environment.id)
                        .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(() -> environment.ref().unknown())
                .map(row -> new EnvironmentView(
                        (String) row[0],
                        (String) row[1],
                        ((Number) row[2]).longValue(),
                        ((Number) row[3]).longValue(),
                        (Boolean) row[4],
                        (Boolean) row[5],
                        ((Number) row[6]).intValue(),
                        List.of(Json.read((String) row[7], String[].class)),
                        ((Number) row[8]).longValue()));
    }

    /** Writes name and settings; the next version makes every node's lane read them. */
    Uni<Void> settle(long id, EnvironmentView to) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                "UPDATE environment SET name = ?2, protected = ?3,"
                                        + " require_comments = ?4, approvals = ?5, approvers = ?6, version = version + 1 WHERE id = ?1")
                        .setParameter(1, id)
                        .setParameter(2, to.name())
                        .setParameter(3, to.isProtected())
                        .setParameter(4, to.requireComments())
                        .setParameter(5, to.approvals())
                        .setParameter(6, Json.write(to.approvers()))
                        .executeUpdate())
                .replaceWithVoid();
    }
}
