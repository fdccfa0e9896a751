package dev.firstlight.server.flag;

import dev.firstlight.server.platform.Failure;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Set;

@ApplicationScoped
class FlagRepository implements PanacheRepositoryBase<FlagEntity, FlagEntity.Key> {

    Uni<FlagEntity> require(String project, String key) {
        return findById(new FlagEntity.Key(project, key))
                .onItem()
                .ifNull()
                .failWith(() -> Failure.unknown("flag", key));
    }

    /** As {@link #require}, for who changes it: nobody else does until the transaction ends. */
    Uni<FlagEntity> hold(String project, String key) {
        return findById(new FlagEntity.Key(project, key), LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> Failure.unknown("flag", key));
    }

    Uni<Set<String>> keys(String project) {
        return find("select id.key from FlagEntity where id.project = ?1", project)
                .project(String.class)
                .list()
                .map(Set::copyOf);
    }

    Uni<List<FlagEntity>> after(String project, String key, boolean archivedToo) {
        String living = archivedToo ? "" : " and archivedAt is null";
        return find("id.project = ?1 and id.key > ?2" + living + " order by id.key", project, key)
                .list();
    }
}
