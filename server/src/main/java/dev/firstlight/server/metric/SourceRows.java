package dev.firstlight.server.metric;

import dev.firstlight.server.platform.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Which metrics are asked for when, and what came of it. */
@ApplicationScoped
class SourceRows {
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final String COLUMNS = """
            m.no, d.key, d.prometheus, m.flag, m.treatment, m.control, m.stage, m.regions,
            coalesce(m.warm_until > now(), false), m.opened_at
            """;
    private static final String FROM = """
            FROM measured m JOIN environment e ON e.id = m.environment_id
            JOIN metric d ON d.project = e.project AND d.key = ANY(m.metrics) AND d.kind = 'prometheus'
            WHERE m.flag IS NOT NULL""";
    /** Who comes first in a slot asks; all others find it taken. */
    private static final String CLAIM = "WITH wanted AS (SELECT " + COLUMNS + FROM + """
             AND m.open),
            slot AS (SELECT floor(extract(epoch FROM clock_timestamp())::float8 / $1)::bigint AS now),
            mine AS (INSERT INTO source_state AS s (release_no, metric, slot)
                SELECT w.no, w.key, slot.now FROM wanted w, slot ORDER BY w.no, w.key
                ON CONFLICT (release_no, metric) DO UPDATE SET slot = excluded.slot, asked_at = now()
                    WHERE s.slot < excluded.slot
                RETURNING release_no, metric, slot)
            SELECT mine.slot, w.* FROM wanted w JOIN mine ON mine.release_no = w.no AND mine.metric = w.key""";

    private static final String ONE =
            "SELECT 0::bigint AS slot, " + COLUMNS + FROM + " AND m.release_id = $1 AND d.key = $2";
    private static final String HOLD =
            "SELECT slot FROM source_state WHERE release_no = $1 AND metric = $2 AND slot = $3 FOR UPDATE";
    private static final String GOOD = """
            UPDATE source_state SET good_at = now(), trouble = NULL, value = $3, breached = $4
            WHERE release_no = $1 AND metric = $2""";
    private static final String BAD =
            "UPDATE source_state SET trouble = $4 WHERE release_no = $1 AND metric = $2 AND slot = $3";
    /** A series that is new, or was last seen at another stage or in a warm-up, is only noted. */
    private static final String COUNT = """
            WITH stands AS MATERIALIZED (
                SELECT x.region, x.treated, x.bad, x.series, x.value, s.value AS was
                FROM unnest($4::text[], $5::boolean[], $6::boolean[], $7::text[], $8::float8[])
                    AS x(region, treated, bad, series, value)
                LEFT JOIN source_series s ON s.release_no = $1 AND s.metric = $2 AND s.region = x.region
                    AND s.treated = x.treated AND s.bad = x.bad AND s.series = x.series AND s.stage = $3),
            kept AS (
                INSERT INTO source_series (release_no, metric, region, treated, bad, series, stage, value)
                SELECT $1, $2, region, treated, bad, series, $3, value FROM stands
                ON CONFLICT (release_no, metric, region, treated, bad, series)
                    DO UPDATE SET stage = excluded.stage, value = excluded.value),
            grown AS (
                SELECT region, treated, bad, CASE WHEN was IS NULL THEN 0 WHEN value >= was THEN value - was ELSE value END
                    AS by FROM stands)
            INSERT INTO source_tally AS t (release_no, metric, stage, region, treated, total, bad)
            SELECT $1, $2, $3, region, treated, coalesce(sum(by) FILTER (WHERE NOT bad), 0),
                coalesce(sum(by) FILTER (WHERE bad), 0)
            FROM grown WHERE NOT $9 GROUP BY region, treated ORDER BY region, treated
            ON CONFLICT (release_no, metric, stage, region, treated)
                DO UPDATE SET total = t.total + excluded.total, bad = t.bad + excluded.bad""";

    private final Pool pool;

    SourceRows(Pool pool) {
        this.pool = pool;
    }

    /** What this node has to ask for now. */
    Uni<List<Poll>> claim(Duration every) {
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of((double) every.toMillis() / 1_000))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(SourceRows::polls);
    }

    /** How one metric of a release is asked for; empty where nobody is asked. */
    Uni<List<Poll>> one(String releaseId, String metric) {
        return pool.preparedQuery(ONE).execute(Tuple.of(releaseId, metric)).map(SourceRows::polls);
    }

    private static List<Poll> polls(RowSet<Row> rows) {
        List<Poll> polls = new ArrayList<>();
        for (Row row : rows) {
            polls.add(new Poll(
                    row.getInteger(1),
                    row.getLong("slot"),
                    row.getString(2),
                    Json.read(Objects.requireNonNull(row.getString(3)), PrometheusQuery.class),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    row.getInteger(7),
                    List.of(row.getArrayOfStrings(8)),
                    row.getBoolean(9),
                    row.getOffsetDateTime(10).toInstant()));
        }
        return polls;
    }

    /** Counts what counters grew by since they were last seen. */
    Uni<Void> count(Poll poll, List<Poll.Standing> standings) {
        return hold(poll, connection -> connection
                .preparedQuery(COUNT)
                .execute(Tuple.tuple()
                        .addInteger(poll.release())
                        .addString(poll.metric())
                        .addInteger(poll.stage())
                        .addValue(standings.stream()
                                .map(s -> s.counter().region())
                                .toArray(String[]::new))
                        .addValue(standings.stream()
                                .map(s -> s.counter().treated())
                                .toArray(Boolean[]::new))
                        .addValue(standings.stream().map(s -> s.counter().bad()).toArray(Boolean[]::new))
                        .addValue(standings.stream().map(Poll.Standing::series).toArray(String[]::new))
                        .addValue(standings.stream().map(Poll.Standing::value).toArray(Double[]::new))
                        .addBoolean(poll.warm()))
                .chain(() ->
                        connection.preparedQuery(GOOD).execute(Tuple.of(poll.release(), poll.metric(), null, null)))
                .replaceWithVoid());
    }

    /** Keeps a threshold's value. */
    Uni<Void> read(Poll poll, double value) {
        return hold(poll, connection -> connection
                .preparedQuery(GOOD)
                .execute(Tuple.of(
                        poll.release(), poll.metric(), value, poll.query().breaches(value)))
                .replaceWithVoid());
    }

    /** Keeps why there is nothing. */
    Uni<Void> fail(Poll poll, String trouble) {
        return pool.preparedQuery(BAD)
                .execute(Tuple.of(poll.release(), poll.metric(), poll.slot(), trouble))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .replaceWithVoid();
    }

    /** Does work if the slot is still the poll's. */
    private Uni<Void> hold(
            Poll poll, java.util.function.Function<io.vertx.mutiny.sqlclient.SqlConnection, Uni<Void>> work) {
        return pool.withTransaction(connection -> connection
                        .preparedQuery(HOLD)
                        .execute(Tuple.of(poll.release(), poll.metric(), poll.slot()))
                        .flatMap(rows -> rows.size() == 0 ? Uni.createFrom().voidItem() : work.apply(connection)))
                .ifNoItem()
                .after(PATIENCE)
                .fail();
    }
}
