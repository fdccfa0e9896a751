package dev.firstlight.server.targeting;

import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.platform.Failure;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class TargetingRepository implements PanacheRepositoryBase<TargetingEntity, TargetingEntity.Key> {

    Uni<TargetingEntity> require(EnvironmentRef environment, String flag) {
        return findById(new TargetingEntity.Key(environment.id(), flag))
                .onItem()
                .ifNull()
                .failWith(() -> Failure.unknown("flag", flag));
    }

    Uni<List<TargetingEntity>> ofEnvironment(long environmentId) {
        return find("id.environmentId = ?1 order by id.flag", environmentId).list();
    }

    /** Some flags of an environment, those that are there. */
    Uni<List<TargetingEntity>> ofEnvironment(long environmentId, List<String> flags) {
        return flags.isEmpty()
                ? Uni.createFrom().item(List.of())
                : find("id.environmentId = ?1 and id.flag in ?2", environmentId, flags)
                        .list();
    }

    /** How many flags an environment has and how many bytes their documents are. */
    Uni<Size> size(long environmentId) {
        return find(
                        "select count(*), coalesce(sum(octet_length(document)), 0) from TargetingEntity"
                                + " where id.environmentId = ?1",
                        environmentId)
                .project(Size.class)
                .singleResult();
    }

    record Size(long flags, long bytes) {}

    /** Whether any flag of the environment has tests. */
    Uni<Boolean> hasTests(long environmentId) {
        return count("id.environmentId = ?1 and tests is not null", environmentId)
                .map(count -> count > 0);
    }

    Uni<List<TargetingEntity>> ofFlags(String project, List<String> flags) {
        return find("project = ?1 and id.flag in ?2 order by id.environmentId", project, flags)
                .list();
    }
}
