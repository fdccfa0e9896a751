package dev.firstlight.server.environment;

import dev.firstlight.server.platform.Failure;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class ProjectRepository implements PanacheRepositoryBase<ProjectEntity, String> {

    Uni<ProjectEntity> require(String key) {
        return findById(key).onItem().ifNull().failWith(() -> Failure.unknown("project", key));
    }
}
