package dev.firstlight.server.otlp;

import dev.firstlight.server.metric.OtlpQuery;
import dev.firstlight.server.platform.Json;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Which metrics count what is pushed, and what came of it. */
@ApplicationScoped
class OtlpRows {

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final String WATCHED = """
            SELECT m.no, d.key, d.otlp, m.flag, m.treatment, m.control, m.stage, m.regions,
                coalesce(m.warm_until > now(), false)
            FROM measured m JOIN environment e ON e.id = m.environment_id
            JOIN metric d ON d.project = e.project AND d.key = ANY(m.metrics) AND d.kind = 'otlp'
            WHERE m.environment_id = $1 AND m.open AND m.flag IS NOT NULL ORDER BY m.no, d.key""";
    /** Whoever counts for a metric holds its row. */
    private static final String HOLD = """
            INSERT INTO source_state (release_no, metric, slot, good_at) VALUES ($1, $2, 0, now())
            ON CONFLICT (release_no, metric) DO UPDATE SET good_at = now(), trouble = NULL""";

    private static final String FAIL = """
            INSERT INTO source_state (release_no, metric, slot, trouble) VALUES ($1, $2, 0, $3)
            ON CONFLICT (release_no, metric) DO UPDATE SET trouble = excluded.trouble""";
    private static final int MOST_SERIES = 20_000;
    private static final String SERIES = "SELECT count(*) FROM pushed_series WHERE release_no = $1 AND metric = $2";
    /**
     * What came before counts for nothing. A series of a process that was heard of earlier in this stage began at nothing;
     * of one that was not, what was before is not known, and what grew across a change of stage belongs to neither.
     */
    private static final String COUNT = """
            WITH stands AS MATERIALIZED (
                SELECT x.*, s.value AS was, s.stage AS before,
                    EXISTS (SELECT FROM pushed_series o WHERE o.release_no = $1 AND o.metric = $2
                        AND o.instance = x.instance AND o.stage = $3 AND o.at < x.at) AS known
                FROM unnest($4::text[], $5::boolean[], $6::boolean[], $7::text[], $8::text[], $9::float8[],
                    $10::bigint[], $11::boolean[])
                    AS x(region, treated, bad, series, instance, value, at, cumulative)
                LEFT JOIN pushed_series s ON s.release_no = $1 AND s.metric = $2 AND s.region = x.region
                    AND s.treated = x.treated AND s.bad = x.bad AND s.series = x.series
                WHERE s.at IS NULL OR s.at < x.at),
            kept AS (
                INSERT INTO pushed_series
                    (release_no, metric, region, treated, bad, series, instance, stage, value, at)
                SELECT $1, $2, region, treated, bad, series, instance, $3, value, at FROM stands
                ON CONFLICT (release_no, metric, region, treated, bad, series)
                    DO UPDATE SET stage = excluded.stage, value = excluded.value, at = excluded.at),
            grown AS (
                SELECT region, treated, bad, CASE
                    WHEN NOT cumulative OR was IS NULL THEN CASE WHEN known THEN value ELSE 0 END
                    WHEN before <> $3 THEN 0
                    WHEN value >= was THEN value - was
                    ELSE value END AS by
                FROM stands)
            INSERT INTO source_tally AS t (release_no, metric, stage, region, treated, total, bad)
            SELECT $1, $2, $3, region, treated, coalesce(sum(by) FILTER (WHERE NOT bad), 0),
                coalesce(sum(by) FILTER (WHERE bad), 0)
            FROM grown WHERE NOT $12 GROUP BY region, treated ORDER BY region, treated
            ON CONFLICT (release_no, metric, stage, region, treated)
                DO UPDATE SET total = t.total + excluded.total, bad = t.bad + excluded.bad""";

    private final Pool pool;

    OtlpRows(Pool pool) {
        this.pool = pool;
    }

    /** The metrics of an environment's live releases that count what is pushed. */
    Uni<List<Watched>> watched(long environmentId) {
        return pool.preparedQuery(WATCHED)
                .execute(Tuple.of(environmentId))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(rows -> {
                    List<Watched> all = new ArrayList<>();
                    for (Row row : rows) {
                        all.add(new Watched(
                                row.getInteger(0),
                                row.getString(1),
                                Json.read(Objects.requireNonNull(row.getString(2)), OtlpQuery.class),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getInteger(6),
                                Set.of(row.getArrayOfStrings(7)),
                                row.getBoolean(8)));
                    }
                    return all;
                });
    }

    /** Counts all rounds, or nothing of them. */
    Uni<Void> count(Watched watched, List<List<Watched.Counted>> rounds) {
        return pool.withTransaction(connection -> connection
                        .preparedQuery(HOLD)
                        .execute(Tuple.of(watched.release(), watched.metric()))
                        .chain(() -> Multi.createFrom()
                                .iterable(rounds)
                                .onItem()
                                .transformToUniAndConcatenate(round -> count(connection, watched, round))
                                .collect()
                                .asList())
                        .chain(() -> bounded(connection, watched)))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .replaceWithVoid();
    }

    /** Attributes that never repeat would fill the database. */
    private static Uni<Void> bounded(SqlConnection connection, Watched watched) {
        return connection
                .preparedQuery(SERIES)
                .execute(Tuple.of(watched.release(), watched.metric()))
                .invoke(rows -> {
                    if (rows.iterator().next().getLong(0) > MOST_SERIES) {
                        throw new TooManySeries(MOST_SERIES);
                    }
                })
                .replaceWithVoid();
    }

    /** Says in a metric's state why nothing of it is counted. */
    Uni<Void> fail(Watched watched, String trouble) {
        return pool.preparedQuery(FAIL)
                .execute(Tuple.of(watched.release(), watched.metric(), trouble))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .replaceWithVoid();
    }

    private static Uni<Void> count(SqlConnection connection, Watched watched, List<Watched.Counted> round) {
        return connection
                .preparedQuery(COUNT)
                .execute(Tuple.tuple()
                        .addInteger(watched.release())
                        .addString(watched.metric())
                        .addInteger(watched.stage())
                        .addValue(column(round, Watched.Counted::region, String[]::new))
                        .addValue(column(round, Watched.Counted::treated, Boolean[]::new))
                        .addValue(column(round, Watched.Counted::bad, Boolean[]::new))
                        .addValue(column(round, one -> one.point().series(), String[]::new))
                        .addValue(column(round, one -> one.point().instance(), String[]::new))
                        .addValue(column(round, one -> one.point().value(), Double[]::new))
                        .addValue(column(round, one -> one.point().at(), Long[]::new))
                        .addValue(column(round, one -> one.point().cumulative(), Boolean[]::new))
                        .addBoolean(watched.warm()))
                .replaceWithVoid();
    }

    private static <T> T[] column(
            List<Watched.Counted> round, Function<Watched.Counted, T> of, IntFunction<T[]> array) {
        return round.stream().map(of).toArray(array);
    }
}
