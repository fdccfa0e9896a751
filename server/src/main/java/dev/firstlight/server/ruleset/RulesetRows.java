package dev.firstlight.server.ruleset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.server.environment.Change;
import dev.firstlight.server.platform.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    /** Where the environment is, and what was changed on the way there; one more than it takes to give up. */
    private static final String SINCE = """
            SELECT e.epoch, e.revision,
                (SELECT json_agg(json_build_array(c.revision, c.kind, c.key, c.document, c.trace) ORDER BY c.revision)::text
                    FROM (SELECT * FROM change_log WHERE environment_id = $1 AND epoch = $2 AND revision > $3
                        ORDER BY revision LIMIT 501) c) AS changes,
                (SELECT extract(epoch FROM clock_timestamp() - at)::float8 FROM change_log WHERE environment_id = $1
                    AND epoch = $2 AND revision > $3 ORDER BY revision LIMIT 1) AS age
            FROM environment e WHERE e.id = $1""";

    private static final int MOST_CHANGES = 500;

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

    /** What happened to an environment since a position; null where that cannot be said, and all has to be read. */
    Uni<@Nullable Since> since(long environmentId, long epoch, long revision) {
        return pool.preparedQuery(SINCE)
                .execute(Tuple.of(environmentId, epoch, revision))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(rows -> {
                    for (Row row : rows) {
                        return row.getLong("epoch") == epoch
                                ? since(
                                        revision,
                                        row.getLong("revision"),
                                        row.getString("changes"),
                                        row.getDouble("age"))
                                : null;
                    }
                    return null;
                });
    }

    private static @Nullable Since since(long from, long to, @Nullable String text, @Nullable Double age) {
        List<Change> changes = new ArrayList<>();
        Set<String> traces = new LinkedHashSet<>();
        long reached = from;
        for (JsonNode row : Json.read(text == null ? "[]" : text)) {
            if (row.get(0).asLong() > reached + 1) {
                return null;
            }
            reached = row.get(0).asLong();
            changes.add(new Change(
                    Change.Kind.valueOf(row.get(1).asText()),
                    row.get(2).asText(),
                    row.get(3).isNull() ? null : row.get(3).asText()));
            if (!row.get(4).isNull()) {
                traces.add(row.get(4).asText());
            }
        }
        return reached == to && changes.size() <= MOST_CHANGES
                ? new Since(to, changes, age == null ? null : Duration.ofNanos((long) (age * 1e9)), traces)
                : null;
    }

    /**
     * All changes since a position, up to a revision.
     *
     * @param age of the first of them, by the database's clock
     * @param traces in which they were made, as far as they were recorded
     */
    record Since(
            long revision, List<Change> changes, @Nullable Duration age, Set<String> traces) {}
}
