package dev.firstlight.server.metric;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes what units reported, and counts it as it writes; in the caller's transaction. */
@ApplicationScoped
class UnitRows {
    /** The rate is taken over so many seconds. */
    private static final int WINDOW_S = 10;

    /** A plan that was made while a table was small is kept while it grows; one that reads all of it must never be. */
    private static final String BY_INDEX = "SET LOCAL enable_seqscan = off";

    private static final String LOCK = """
            SELECT release_id, no, environment_id, coalesce(warm_until > clock_timestamp(), false), halvings
            FROM measured WHERE release_id = ANY($1) AND open ORDER BY release_id FOR NO KEY UPDATE""";
    private static final String CELLS = """
            WITH wanted AS (SELECT * FROM unnest($1::integer[], $2::integer[], $3::boolean[], $4::text[], $5::integer[])
                AS w(release_no, stage, treated, region, level)),
            made AS (INSERT INTO tally_cell (release_no, stage, treated, region, level)
                SELECT release_no, stage, treated, region, level FROM wanted w WHERE NOT EXISTS (
                    SELECT FROM tally_cell c WHERE c.release_no = w.release_no AND c.stage = w.stage
                        AND c.treated = w.treated AND c.region = w.region AND c.level = w.level)
                RETURNING id, release_no, stage, treated, region, level)
            SELECT id, release_no, stage, treated, region, level FROM made
            UNION ALL
            SELECT c.id, c.release_no, c.stage, c.treated, c.region, c.level FROM wanted w JOIN tally_cell c
                ON c.release_no = w.release_no AND c.stage = w.stage AND c.treated = w.treated AND c.region = w.region
                AND c.level = w.level""";
    private static final String METRICS = """
            WITH wanted AS (SELECT * FROM unnest($1::integer[], $2::text[]) AS w(release_no, metric)),
            made AS (INSERT INTO measured_metric (release_no, metric)
                SELECT release_no, metric FROM wanted w WHERE NOT EXISTS (
                    SELECT FROM measured_metric k WHERE k.release_no = w.release_no AND k.metric = w.metric)
                RETURNING id, release_no, metric)
            SELECT id, release_no, metric FROM made
            UNION ALL
            SELECT k.id, k.release_no, k.metric FROM wanted w JOIN measured_metric k
                ON k.release_no = w.release_no AND k.metric = w.metric""";
    private static final String WINDOWS = """
            UPDATE measured m SET
                halvings = least($4, m.halvings + CASE WHEN m.window_at + $5 * interval '1 second' > clock_timestamp()
                    AND m.window_units + x.units > $3 THEN 1 ELSE 0 END),
                window_at = CASE WHEN m.window_at + $5 * interval '1 second' <= clock_timestamp()
                    OR m.window_units + x.units > $3 THEN clock_timestamp() ELSE m.window_at END,
                window_units = CASE WHEN m.window_at + $5 * interval '1 second' <= clock_timestamp() THEN x.units
                    WHEN m.window_units + x.units > $3 THEN 0 ELSE m.window_units + x.units END
            FROM unnest($1::integer[], $2::bigint[]) AS x(no, units) WHERE m.no = x.no""";

    private final MetricConfig config;

    UnitRows(MetricConfig config) {
        this.config = config;
    }

    /** Locks those of these releases that are measured, so that nobody else counts for them until the end. */
    Uni<Map<String, Gathered.Measured>> lock(SqlConnection connection, Collection<String> releases) {
        return connection
                .query(BY_INDEX)
                .execute()
                .chain(() -> connection.preparedQuery(LOCK).execute(Tuple.of(releases.toArray(String[]::new))))
                .map(rows -> {
                    Map<String, Gathered.Measured> measured = new HashMap<>();
                    for (Row row : rows) {
                        measured.put(
                                row.getString(0),
                                new Gathered.Measured(
                                        row.getInteger(1), row.getLong(2), row.getBoolean(3), row.getInteger(4)));
                    }
                    return measured;
                });
    }

    /** Writes, exposures first: an outcome is credited to its unit's cell, whichever of them came first. */
    Uni<Void> write(SqlConnection connection, Gathered gathered) {
        if (gathered.reported().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return cells(connection, gathered)
                .flatMap(cells -> expose(connection, gathered.exposed(), cells))
                .chain(() -> metrics(connection, gathered))
                .flatMap(metrics -> happen(connection, gathered.outcomes(), metrics))
                .chain(() -> move(connection, gathered.reported()));
    }

    private static Uni<Void> expose(
            SqlConnection connection, List<Gathered.Exposed> exposed, Map<Gathered.CellKey, Integer> cells) {
        if (exposed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        int size = exposed.size();
        Integer[] releases = new Integer[size];
        Long[] units = new Long[size];
        Integer[] in = new Integer[size];
        for (int i = 0; i < size; i++) {
            Gathered.Exposed one = exposed.get(i);
            releases[i] = one.release();
            units[i] = one.unit();
            in[i] = one.cell() == null ? null : cells.get(one.cell());
        }
        return connection
                .preparedQuery(CountingSql.EXPOSE)
                .execute(Tuple.tuple().addValue(releases).addValue(units).addValue(in))
                .replaceWithVoid();
    }

    private static Uni<Void> happen(
            SqlConnection connection,
            Map<Gathered.Outcome, Gathered.Said> outcomes,
            Map<Gathered.MetricKey, Integer> metrics) {
        if (outcomes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        int size = outcomes.size();
        Integer[] releases = new Integer[size];
        Long[] units = new Long[size];
        Integer[] of = new Integer[size];
        Long[] happened = new Long[size];
        Long[] measured = new Long[size];
        String[] totals = new String[size];
        Integer[] firsts = new Integer[size];
        int i = 0;
        for (Map.Entry<Gathered.Outcome, Gathered.Said> entry : outcomes.entrySet()) {
            Gathered.Outcome outcome = entry.getKey();
            Gathered.Said said = entry.getValue();
            releases[i] = outcome.metric().release();
            units[i] = outcome.unit();
            of[i] = metrics.get(outcome.metric());
            happened[i] = said.happened;
            measured[i] = said.measured;
            totals[i] = said.measured == 0 ? null : said.total.toPlainString();
            firsts[i] = said.measured == 0 ? null : Integer.valueOf(said.first);
            i++;
        }
        return connection
                .preparedQuery(CountingSql.HAPPEN)
                .execute(Tuple.tuple()
                        .addValue(releases)
                        .addValue(units)
                        .addValue(of)
                        .addValue(happened)
                        .addValue(measured)
                        .addValue(totals)
                        .addValue(firsts))
                .replaceWithVoid();
    }

    /** Too much within the window halves the share that is kept, from the next batch on. */
    private Uni<Void> move(SqlConnection connection, Map<Integer, Long> reported) {
        Integer[] releases = reported.keySet().toArray(Integer[]::new);
        Long[] units = new Long[releases.length];
        for (int i = 0; i < releases.length; i++) {
            units[i] = reported.get(releases[i]);
        }
        return connection
                .preparedQuery(WINDOWS)
                .execute(Tuple.tuple()
                        .addValue(releases)
                        .addValue(units)
                        .addLong((long) WINDOW_S * config.unitsPerSecond())
                        .addInteger(UnitNumbers.LEVELS)
                        .addDouble((double) WINDOW_S))
                .replaceWithVoid();
    }

    private static Uni<Map<Gathered.CellKey, Integer>> cells(SqlConnection connection, Gathered gathered) {
        List<Gathered.CellKey> keys = new ArrayList<>(gathered.cells());
        if (keys.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return connection
                .preparedQuery(CELLS)
                .execute(Tuple.tuple()
                        .addValue(keys.stream().map(Gathered.CellKey::release).toArray(Integer[]::new))
                        .addValue(keys.stream().map(Gathered.CellKey::stage).toArray(Integer[]::new))
                        .addValue(keys.stream().map(Gathered.CellKey::treated).toArray(Boolean[]::new))
                        .addValue(keys.stream().map(Gathered.CellKey::region).toArray(String[]::new))
                        .addValue(keys.stream().map(Gathered.CellKey::level).toArray(Integer[]::new)))
                .map(rows -> {
                    Map<Gathered.CellKey, Integer> ids = new HashMap<>();
                    for (Row row : rows) {
                        ids.put(
                                new Gathered.CellKey(
                                        row.getInteger(1),
                                        row.getInteger(2),
                                        row.getBoolean(3),
                                        row.getString(4),
                                        row.getInteger(5)),
                                row.getInteger(0));
                    }
                    return ids;
                });
    }

    private static Uni<Map<Gathered.MetricKey, Integer>> metrics(SqlConnection connection, Gathered gathered) {
        List<Gathered.MetricKey> keys = new ArrayList<>(gathered.metrics());
        if (keys.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return connection
                .preparedQuery(METRICS)
                .execute(Tuple.tuple()
                        .addValue(keys.stream().map(Gathered.MetricKey::release).toArray(Integer[]::new))
                        .addValue(keys.stream().map(Gathered.MetricKey::metric).toArray(String[]::new)))
                .map(rows -> {
                    Map<Gathered.MetricKey, Integer> ids = new HashMap<>();
                    for (Row row : rows) {
                        ids.put(new Gathered.MetricKey(row.getInteger(1), row.getString(2)), row.getInteger(0));
                    }
                    return ids;
                });
    }
}
