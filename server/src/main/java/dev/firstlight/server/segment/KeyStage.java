package dev.firstlight.server.segment;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Fills sets of keys that no segment uses yet, in small steps of their own: an upload that takes minutes holds neither a
 * connection nor a lock, and one that breaks off has changed nothing.
 */
@ApplicationScoped
class KeyStage {

    private static final Logger LOG = Logger.getLogger(KeyStage.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONG_PATIENCE = Duration.ofMinutes(5);

    /** The rows first: a set whose row is left is tried again. */
    private static final String REMOVE = """
            WITH unused AS (
                SELECT id FROM segment_key_set AS s
                WHERE (id = $1 OR created_at < now() - interval '6 hours')
                    AND NOT EXISTS (SELECT FROM segment WHERE key_set = s.id)),
            emptied AS (DELETE FROM segment_key WHERE key_set IN (SELECT id FROM unused))
            DELETE FROM segment_key_set WHERE id IN (SELECT id FROM unused)""";

    private final Pool pool;

    KeyStage(Pool pool) {
        this.pool = pool;
    }

    Uni<Long> open() {
        return pool.query("INSERT INTO segment_key_set DEFAULT VALUES RETURNING id")
                .execute()
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    Uni<Void> add(long set, List<String> keys) {
        if (keys.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return pool.preparedQuery("INSERT INTO segment_key SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING")
                .execute(Tuple.of(set, keys.toArray(String[]::new)))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .replaceWithVoid();
    }

    /** Removes a set, and whatever earlier uploads left behind, unless a segment uses it. Nobody waits for it. */
    void removeUnused(long set) {
        pool.preparedQuery(REMOVE)
                .execute(Tuple.of(set))
                .ifNoItem()
                .after(LONG_PATIENCE)
                .fail()
                .subscribe()
                .with(
                        done -> {},
                        e -> LOG.warnf("Keys that nobody uses stay until the next upload: %s", e.getMessage()));
    }
}
