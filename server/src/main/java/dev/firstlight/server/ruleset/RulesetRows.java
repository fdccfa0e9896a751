package dev.firstlight.server.ruleset;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Reads an environment in one statement, which sees one snapshot: a revision and exactly what belongs to it. */
@ApplicationScoped
class RulesetRows {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String WHOLE = """
            SELECT e.project, e.key, e.epoch, e.revision,
                (SELECT coalesce(json_object_agg(t.flag, t.document::json ORDER BY t.flag)::text, '{}')
                    FROM targeting t WHERE t.environment_id = e.id) AS flags,
                (SELECT coalesce(json_object_agg(s.key, s.document::json ORDER BY s.key)::text, '{}')
                    FROM segment s WHERE s.environment_id = e.id) AS segments,
                (SELECT coalesce(json_object_agg(g.key, g.regions::json ORDER BY g.key)::text, '{}')
                    FROM region_group g WHERE g.project = e.project) AS groups
            FROM environment e WHERE e.id = $1""";

    private final Pool pool;

    RulesetRows(Pool pool) {
        this.pool = pool;
    }

    Uni<StoredRuleset> read(long environmentId) {
        return pool.preparedQuery(WHOLE)
                .execute(Tuple.of(environmentId))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(rows -> {
                    for (Row row : rows) {
                        return new StoredRuleset(
                                environmentId,
                                row.getString("project"),
                                row.getString("key"),
                                row.getLong("epoch"),
                                row.getLong("revision"),
                                row.getString("flags"),
                                row.getString("segments"),
                                row.getString("groups"));
                    }
                    throw new IllegalStateException("there is no environment " + environmentId);
                });
    }
}
