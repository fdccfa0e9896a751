package dev.firstlight.server.segment;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The keys of large segments, and what is made of them, in the caller's transaction. */
@ApplicationScoped
class KeyRepository {

    /** A node that is a moment behind still reads the version before the last. */
    private static final int VERSIONS_KEPT = 3;

    private static final String BRING = """
            WITH source AS MATERIALIZED (
                SELECT s.key_set, CAST(CAST(s.document AS json) -> 'large' ->> 'version' AS bigint) AS version,
                    CAST(CAST(s.document AS json) -> 'large' ->> 'count' AS integer) AS count,
                    nextval(pg_get_serial_sequence('segment_key_set', 'id')) AS new_set
                FROM segment s WHERE s.environment_id = ?1 AND s.key = ?3),
            sets AS (INSERT INTO segment_key_set (id) OVERRIDING SYSTEM VALUE SELECT new_set FROM source),
            keys AS (
                INSERT INTO segment_key (key_set, targeting_key)
                SELECT s.new_set, k.targeting_key FROM source s JOIN segment_key k ON k.key_set = s.key_set),
            hashes AS (
                INSERT INTO segment_hashes (environment_id, segment, version, hashes)
                SELECT CAST(?2 AS bigint), h.segment, CAST(?4 AS bigint), h.hashes FROM source s
                    JOIN segment_hashes h ON h.environment_id = ?1 AND h.segment = ?3 AND h.version = s.version)
            SELECT new_set, count FROM source""";

    private static final String SAME = """
            SELECT a.key FROM segment a JOIN segment b ON b.environment_id = ?2 AND b.key = a.key
                JOIN segment_hashes x ON x.environment_id = ?1 AND x.segment = a.key
                    AND x.version = CAST(CAST(a.document AS json) -> 'large' ->> 'version' AS bigint)
                JOIN segment_hashes y ON y.environment_id = ?2 AND y.segment = b.key
                    AND y.version = CAST(CAST(b.document AS json) -> 'large' ->> 'version' AS bigint)
            WHERE a.environment_id = ?1 AND x.hashes = y.hashes""";

    /** The keys of a set that are not in it yet, added. Keys hold no line breaks, so one text holds many. */
    Uni<List<String>> add(long set, Collection<String> keys) {
        return changed(
                "INSERT INTO segment_key SELECT ?1, unnest(string_to_array(?2, chr(10))) ON CONFLICT DO NOTHING"
                        + " RETURNING targeting_key",
                set,
                keys);
    }

    /** The keys of a set that are in it, removed. */
    Uni<List<String>> remove(long set, Collection<String> keys) {
        return changed(
                "DELETE FROM segment_key WHERE key_set = ?1"
                        + " AND targeting_key = ANY(string_to_array(?2, chr(10))) RETURNING targeting_key",
                set,
                keys);
    }

    private static Uni<List<String>> changed(String sql, long set, Collection<String> keys) {
        if (keys.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return Panache.getSession().flatMap(session -> session.createNativeQuery(sql, String.class)
                .setParameter(1, set)
                .setParameter(2, String.join("\n", keys))
                .getResultList());
    }

    Uni<Boolean> holds(long set, String key) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(
                        "SELECT EXISTS (SELECT FROM segment_key WHERE key_set = ?1 AND targeting_key = ?2)",
                        Boolean.class)
                .setParameter(1, set)
                .setParameter(2, key)
                .getSingleResult());
    }

    Uni<Long> newSet() {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(
                        "INSERT INTO segment_key_set DEFAULT VALUES RETURNING id", Long.class)
                .getSingleResult());
    }

    /** How many keys the environment's other large segments have. */
    Uni<Long> countOfOthers(long environmentId, String segment) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(
                        "SELECT coalesce(sum((document::json -> 'large' ->> 'count')::bigint), 0)::bigint FROM segment"
                                + " WHERE environment_id = ?1 AND key <> ?2",
                        Long.class)
                .setParameter(1, environmentId)
                .setParameter(2, segment)
                .getSingleResult());
    }

    /** The last version that a segment of this key ever had; 0 where there was none. */
    Uni<Long> lastVersion(long environmentId, String segment) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(
                        "SELECT coalesce(max(version), 0)::bigint FROM segment_hashes"
                                + " WHERE environment_id = ?1 AND segment = ?2",
                        Long.class)
                .setParameter(1, environmentId)
                .setParameter(2, segment)
                .getSingleResult());
    }

    Uni<byte @Nullable []> hashes(long environmentId, String segment, long version) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(
                        "SELECT hashes FROM segment_hashes WHERE environment_id = ?1 AND segment = ?2 AND version = ?3",
                        byte[].class)
                .setParameter(1, environmentId)
                .setParameter(2, segment)
                .setParameter(3, version)
                .getSingleResultOrNull());
    }

    /** Keeps a version, and of those before it the last few. */
    Uni<Void> keep(long environmentId, String segment, long version, byte[] hashes) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(
                        "INSERT INTO segment_hashes (environment_id, segment, version, hashes) VALUES (?1, ?2, ?3, ?4)")
                .setParameter(1, environmentId)
                .setParameter(2, segment)
                .setParameter(3, version)
                .setParameter(4, hashes)
                .executeUpdate()
                .chain(() -> session.createNativeQuery("DELETE FROM segment_hashes WHERE environment_id = ?1"
                                + " AND segment = ?2 AND version NOT IN (SELECT version FROM segment_hashes"
                                + " WHERE environment_id = ?1 AND segment = ?2 ORDER BY version DESC LIMIT ?3)")
                        .setParameter(1, environmentId)
                        .setParameter(2, segment)
                        .setParameter(3, VERSIONS_KEPT)
                        .executeUpdate())
                .replaceWithVoid());
    }

    /** Drops a segment's hashes but for the number of its last version. */
    Uni<Void> forget(long environmentId, String segment) {
        return Panache.getSession()
                .flatMap(session -> forget(session, environmentId, segment))
                .replaceWithVoid();
    }

    private static Uni<Integer> forget(Mutiny.Session session, long environmentId, String segment) {
        return session.createNativeQuery(
                        "UPDATE segment_hashes SET hashes = NULL" + " WHERE environment_id = ?1 AND segment = ?2")
                .setParameter(1, environmentId)
                .setParameter(2, segment)
                .executeUpdate();
    }

    /** A set of keys that was copied, and how many there are. */
    record Brought(long set, int count) {}

    /** Copies a segment's keys as they are in another environment, in one snapshot and without their passing here. */
    Uni<Brought> bring(long from, long to, String segment, long version) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(BRING, Object[].class)
                        .setParameter(1, from)
                        .setParameter(2, to)
                        .setParameter(3, segment)
                        .setParameter(4, version)
                        .getSingleResult())
                .map(row -> new Brought(((Number) row[0]).longValue(), ((Number) row[1]).intValue()));
    }

    /** The segments whose large lists hold the same keys in two environments. */
    Uni<Set<String>> same(long here, long there) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(SAME, String.class)
                        .setParameter(1, here)
                        .setParameter(2, there)
                        .getResultList())
                .map(Set::copyOf);
    }
}
