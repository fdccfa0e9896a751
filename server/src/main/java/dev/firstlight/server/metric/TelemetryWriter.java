package dev.firstlight.server.metric;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes batches, all in one transaction: each one whole, and once. Rows are locked in one order everywhere: batches, then
 * releases, then evaluations, each by key; so writers wait for each other, and never in a circle.
 */
@ApplicationScoped
class TelemetryWriter {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String BATCHES = """
            INSERT INTO telemetry_batch (environment_id, instance, seq)
            SELECT e.id, x.instance, x.seq
            FROM unnest($1::bigint[], $2::text[], $3::bigint[]) AS x(environment_id, instance, seq)
            JOIN environment e ON e.id = x.environment_id
            ORDER BY e.id, x.instance, x.seq
            ON CONFLICT DO NOTHING RETURNING environment_id, instance, seq""";
    private static final String FORGET = "DELETE FROM telemetry_batch WHERE at < now() - interval '1 day'";

    private final Pool pool;
    private final UnitRows units;
    private final EvaluationRows evaluations;

    TelemetryWriter(Pool pool, UnitRows units, EvaluationRows evaluations) {
        this.pool = pool;
        this.units = units;
        this.evaluations = evaluations;
    }

    private record Key(long environmentId, String instance, long seq) {
        static Key of(Reported batch) {
            return new Key(batch.environmentId(), batch.instance(), batch.seq());
        }
    }

    /** Writes those that were not written before. */
    Uni<Void> write(List<Reported> batches) {
        return pool.withTransaction(connection -> fresh(connection, batches).flatMap(fresh -> write(connection, fresh)))
                .ifNoItem()
                .after(PATIENCE)
                .fail();
    }

    private Uni<Void> write(SqlConnection connection, List<Reported> fresh) {
        Set<String> releases = new HashSet<>();
        fresh.forEach(batch -> {
            batch.exposed().forEach(one -> releases.add(one.release()));
            batch.happened().forEach(one -> releases.add(one.release()));
        });
        Uni<Void> counted = releases.isEmpty()
                ? Uni.createFrom().voidItem()
                : units.lock(connection, releases)
                        // Twenty thousand units take milliseconds, which are not the event loop's.
                        .emitOn(Infrastructure.getDefaultWorkerPool())
                        .map(measured -> Gathered.of(fresh, measured))
                        .flatMap(gathered -> units.write(connection, gathered));
        return counted.chain(() -> evaluations.write(connection, fresh));
    }

    private static Uni<List<Reported>> fresh(SqlConnection connection, List<Reported> batches) {
        Long[] environments = batches.stream().map(Reported::environmentId).toArray(Long[]::new);
        String[] instances = batches.stream().map(Reported::instance).toArray(String[]::new);
        Long[] seqs = batches.stream().map(Reported::seq).toArray(Long[]::new);
        return connection
                .preparedQuery(BATCHES)
                .execute(
                        Tuple.tuple().addValue(environments).addValue(instances).addValue(seqs))
                .map(rows -> {
                    Map<Key, Boolean> inserted = new HashMap<>();
                    for (Row row : rows) {
                        inserted.put(new Key(row.getLong(0), row.getString(1), row.getLong(2)), true);
                    }
                    List<Reported> fresh = new ArrayList<>();
                    for (Reported batch : batches) {
                        // One that came twice at once counts the first time.
                        if (inserted.remove(Key.of(batch)) != null) {
                            fresh.add(batch);
                        }
                    }
                    return fresh;
                });
    }

    /** Batches are sent again for minutes, not for days. */
    Uni<Void> forgetOldBatches() {
        return pool.query(FORGET).execute().replaceWithVoid();
    }
}
