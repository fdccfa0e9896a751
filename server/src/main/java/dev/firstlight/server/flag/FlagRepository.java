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

    /** So many at most, in the order of their keys, after one. */
    Uni<List<FlagEntity>> after(String project, String key, boolean archivedToo, int most) {
        String living = archivedToo ? "" : " and archivedAt is null";
        return find("id.project = ?1 and id.key > ?2" + living + " order by id.key", project, key)
                .range(0, most - 1)
                .list();
    }

    /** What is looked through, of all in use after one, in the order of their keys. */
    Uni<List<FlagWords>> words(String project, String key) {
        return find(
                        "select id.key, name, description, tags, owner, type from FlagEntity"
                                + " where id.project = ?1 and id.key > ?2 and archivedAt is null order by id.key",
                        project,
                        key)
                .project(FlagWords.class)
                .list();
    }

    /** Those of these keys, in the order of their keys. */
    Uni<List<FlagEntity>> of(String project, List<String> keys) {
        return find("id.project = ?1 and id.key in ?2 order by id.key", project, keys)
                .list();
    }
}
