package dev.firstlight.server.environment;

import dev.firstlight.server.platform.Failure;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class ProjectRepository implements PanacheRepositoryBase<ProjectEntity, String> {

    Uni<ProjectEntity> require(String key) {
        return findById(key).onItem().ifNull().failWith(() -> Failure.unknown("project", key));
    }

    /** So that environments may come and go, for the rest of the transaction; 404 where there is no such project. */
    Uni<Void> hold(String key) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                "SELECT key FROM project WHERE key = ?1 FOR NO KEY UPDATE", String.class)
                        .setParameter(1, key)
                        .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(() -> Failure.unknown("project", key))
                .replaceWithVoid();
    }
}
