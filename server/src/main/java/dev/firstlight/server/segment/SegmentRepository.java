package dev.firstlight.server.segment;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;

@ApplicationScoped
class SegmentRepository implements PanacheRepositoryBase<SegmentEntity, SegmentEntity.Key> {

    Uni<List<SegmentEntity>> ofEnvironment(long environmentId) {
        return find("id.environmentId = ?1 order by id.key", environmentId).list();
    }

    Uni<List<SegmentEntity>> after(long environmentId, String key, int most) {
        return find("id.environmentId = ?1 and id.key > ?2 order by id.key", environmentId, key)
                .range(0, most - 1)
                .list();
    }

    /** Says anew which segments something uses; a foreign key then keeps them. */
    Uni<Void> use(long environmentId, String byKind, String byKey, Collection<String> segments) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(
                        "DELETE FROM segment_use WHERE environment_id = ?1 AND by_kind = ?2 AND by_key = ?3")
                .setParameter(1, environmentId)
                .setParameter(2, byKind)
                .setParameter(3, byKey)
                .executeUpdate()
                .chain(() -> segments.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : session.createNativeQuery("INSERT INTO segment_use (environment_id, segment, by_kind, by_key)"
                                        + " SELECT ?1, key, ?2, ?3 FROM segment WHERE environment_id = ?1"
                                        + " AND key = ANY(string_to_array(?4, ','))")
                                .setParameter(1, environmentId)
                                .setParameter(2, byKind)
                                .setParameter(3, byKey)
                                .setParameter(4, String.join(",", segments))
                                .executeUpdate()
                                .replaceWithVoid()));
    }

    Uni<List<String>> users(long environmentId, String segment) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(
                        "SELECT by_kind || ' \"' || by_key || '\"' FROM segment_use"
                                + " WHERE environment_id = ?1 AND segment = ?2 ORDER BY 1",
                        String.class)
                .setParameter(1, environmentId)
                .setParameter(2, segment)
                .getResultList());
    }
}
