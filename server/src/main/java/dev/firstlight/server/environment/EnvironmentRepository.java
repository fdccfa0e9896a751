package dev.firstlight.server.environment;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class EnvironmentRepository implements PanacheRepositoryBase<EnvironmentEntity, Long> {

    Uni<List<EnvironmentEntity>> ofProject(String project) {
        return find("project = ?1 order by id", project).list();
    }

    Uni<EnvironmentEntity> byKey(String project, String key) {
        return find("project = ?1 and key = ?2", project, key).firstResult();
    }
}
