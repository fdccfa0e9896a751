package dev.firstlight.server.metric;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.firstlight.server.platform.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Adds up what flags were evaluated to; in the caller's transaction. */
@ApplicationScoped
class EvaluationRows {
    private static final String COUNT = """
            INSERT INTO evaluation_count (environment_id, flag, variant, reason, hour, count)
            SELECT x.env, x.flag, x.variant, x.reason, date_trunc('hour', now()), sum(x.count)
            FROM jsonb_to_recordset($1::text::jsonb) AS x(env bigint, flag text, variant text, reason text, count bigint)
            GROUP BY x.env, x.flag, x.variant, x.reason
            ORDER BY x.env, x.flag, x.variant, x.reason
            ON CONFLICT (environment_id, flag, variant, reason, hour)
                DO UPDATE SET count = evaluation_count.count + excluded.count""";
    private static final String USAGE = """
            INSERT INTO flag_usage (environment_id, flag, variant, count)
            SELECT x.env, x.flag, x.variant, sum(x.count)
            FROM jsonb_to_recordset($1::text::jsonb) AS x(env bigint, flag text, variant text, count bigint)
            GROUP BY x.env, x.flag, x.variant
            ORDER BY x.env, x.flag, x.variant
            ON CONFLICT (environment_id, flag, variant)
                DO UPDATE SET last_at = now(), count = flag_usage.count + excluded.count""";

    Uni<Void> write(SqlConnection connection, List<Reported> batches) {
        ArrayNode rows = Json.object().putArray("rows");
        for (Reported batch : batches) {
            for (TelemetryBatch.Evaluations one : batch.evaluations()) {
                rows.addObject()
                        .put("env", batch.environmentId())
                        .put("flag", one.flag())
                        .put("variant", one.variant() == null ? "" : one.variant())
                        .put("reason", one.reason())
                        .put("count", one.count());
            }
        }
        if (rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple said = Tuple.of(Json.write(rows));
        return connection
                .preparedQuery(COUNT)
                .execute(said)
                .chain(() -> connection.preparedQuery(USAGE).execute(said))
                .replaceWithVoid();
    }
}
