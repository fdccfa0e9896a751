package dev.firstlight.server.watch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.server.platform.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Reads how things stand, all of it in one statement. */
@ApplicationScoped
class StandingRows {

    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final String READ = """
            SELECT
                (SELECT coalesce(json_object_agg(lower(state), n), '{}')::text
                    FROM (SELECT state, count(*) AS n FROM release GROUP BY state) r) AS releases,
                (SELECT coalesce(json_object_agg(lower(state), n), '{}')::text
                    FROM (SELECT state, count(*) AS n FROM change_request
                        WHERE state IN ('OPEN', 'APPROVED', 'SCHEDULED') GROUP BY state) c) AS change_requests,
                (SELECT coalesce(json_object_agg(CASE WHEN behind THEN 'behind' ELSE 'current' END, n), '{}')::text
                    FROM (SELECT behind, count(*) AS n FROM instance_standing GROUP BY behind) i) AS instances,
                (SELECT coalesce(max(extract(epoch FROM now() - coalesce(s.good_at, m.opened_at))), 0)::float8
                    FROM source_state s JOIN measured m ON m.no = s.release_no WHERE m.open) AS source_age,
                (SELECT count(*) FROM source_state s JOIN measured m ON m.no = s.release_no
                    WHERE m.open AND s.trouble IS NOT NULL) AS sources_failing,
                w.waiting, w.age,
                (SELECT count(*) FROM webhook WHERE NOT enabled AND trouble IS NOT NULL) AS disabled
            FROM (SELECT count(*) AS waiting, coalesce(max(extract(epoch FROM now() - e.at)), 0)::float8 AS age
                FROM webhook_delivery d JOIN webhook_event e ON e.no = d.event_no WHERE d.state = 'pending') w""";

    private final Pool pool;

    StandingRows(Pool pool) {
        this.pool = pool;
    }

    Uni<Standing> read() {
        return pool.preparedQuery(READ)
                .execute()
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new Standing(
                            counts(row.getString(0)),
                            counts(row.getString(1)),
                            counts(row.getString(2)),
                            row.getDouble(3),
                            row.getLong(4),
                            row.getLong(5),
                            row.getDouble(6),
                            row.getLong(7));
                });
    }

    private static Map<String, Long> counts(String json) {
        Map<String, Long> counts = new HashMap<>();
        for (Map.Entry<String, JsonNode> one : Json.read(json).properties()) {
            counts.put(one.getKey(), one.getValue().asLong());
        }
        return counts;
    }
}
