package dev.firstlight.server.segment;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.environment.Change;
import dev.firstlight.server.environment.EnvironmentContent;
import dev.firstlight.server.environment.EnvironmentRef;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Segments of one environment taken to a new one, large lists included: the database copies, nothing passes here. */
@ApplicationScoped
class SegmentCopies implements EnvironmentContent {

    /**
     * Those that are not there yet as they are where they come from. One statement sees one snapshot: a document and the
     * keys that belong to it.
     */
    private static final String COPY = """
            WITH source AS MATERIALIZED (
                SELECT s.key, s.name, s.document, s.version, s.key_set, CASE WHEN s.key_set IS NOT NULL THEN
                        nextval(pg_get_serial_sequence('segment_key_set', 'id')) END AS new_set
                FROM segment s WHERE s.environment_id = ?1 AND NOT EXISTS (SELECT FROM segment t
                    WHERE t.environment_id = ?2 AND t.key = s.key)),
            sets AS (
                INSERT INTO segment_key_set (id) OVERRIDING SYSTEM VALUE
                SELECT new_set FROM source WHERE new_set IS NOT NULL),
            keys AS (
                INSERT INTO segment_key (key_set, targeting_key)
                SELECT s.new_set, k.targeting_key FROM source s JOIN segment_key k ON k.key_set = s.key_set),
            hashes AS (
                INSERT INTO segment_hashes (environment_id, segment, version, hashes)
                SELECT CAST(?2 AS bigint), s.key, h.version, h.hashes FROM source s JOIN segment_hashes h
                    ON h.environment_id = ?1 AND h.segment = s.key
                        AND h.version = CAST(CAST(s.document AS json) -> 'large' ->> 'version' AS bigint))
            INSERT INTO segment (environment_id, key, name, document, version, key_set)
            SELECT CAST(?2 AS bigint), key, name, document, version, new_set FROM source""";

    /** Copies of what is another by now, with all that hangs on them. */
    private static final String DROP_CHANGED = """
            WITH gone AS (
                DELETE FROM segment t WHERE t.environment_id = ?2 AND NOT EXISTS (SELECT FROM segment s
                    WHERE s.environment_id = ?1 AND s.key = t.key AND s.version = t.version)
                RETURNING t.key, t.key_set),
            keys AS (DELETE FROM segment_key WHERE key_set IN (SELECT key_set FROM gone)),
            hashes AS (
                DELETE FROM segment_hashes WHERE environment_id = ?2 AND segment IN (SELECT key FROM gone))
            DELETE FROM segment_key_set WHERE id IN (SELECT key_set FROM gone)""";

    private static final String USES = """
            INSERT INTO segment_use (environment_id, segment, by_kind, by_key)
            SELECT CAST(?2 AS bigint), segment, by_kind, by_key FROM segment_use WHERE environment_id = ?1""";

    private final SegmentRepository segments;

    SegmentCopies(SegmentRepository segments) {
        this.segments = segments;
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public Uni<Void> prepare(EnvironmentRef made, EnvironmentRef from) {
        return execute(COPY, from.id(), made.id());
    }

    @Override
    public Uni<List<Change>> fill(Caller caller, EnvironmentRef made, EnvironmentRef like, boolean copy) {
        if (!copy) {
            return Uni.createFrom().item(List.of());
        }
        return execute(DROP_CHANGED, like.id(), made.id())
                .chain(() -> execute(COPY, like.id(), made.id()))
                .chain(() -> execute(USES, like.id(), made.id()))
                .chain(() -> segments.ofEnvironment(made.id()))
                .map(all -> all.stream()
                        .map(one -> new Change(Change.Kind.SEGMENT, one.id.key(), one.document))
                        .toList());
    }

    /** Keys and hashes are not tied to the environment's row. */
    @Override
    public Uni<Void> leave(EnvironmentRef where) {
        return execute("DELETE FROM segment_use WHERE environment_id = ?1", where.id())
                .chain(() -> execute("""
                        WITH gone AS (DELETE FROM segment WHERE environment_id = ?1 RETURNING key_set),
                        keys AS (DELETE FROM segment_key WHERE key_set IN (SELECT key_set FROM gone)),
                        hashes AS (DELETE FROM segment_hashes WHERE environment_id = ?1)
                        DELETE FROM segment_key_set WHERE id IN (SELECT key_set FROM gone)""", where.id()));
    }

    private static Uni<Void> execute(String sql, Object... values) {
        return Panache.getSession().flatMap(session -> {
            var query = session.createNativeQuery(sql);
            for (int i = 0; i < values.length; i++) {
                query.setParameter(i + 1, values[i]);
            }
            return query.executeUpdate().replaceWithVoid();
        });
    }
}
