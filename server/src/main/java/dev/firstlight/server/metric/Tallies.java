package dev.firstlight.server.metric;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads what was counted while it arrived. Where only a share of the units is kept, all of it is of that share. */
@ApplicationScoped
public class Tallies {
    private static final String SUMS = """
            SELECT w.metric, c.region, c.stage, c.treated, sum(c.units)::bigint, coalesce(sum(t.units), 0)::bigint,
                coalesce(sum(t.events), 0)::float8, coalesce(sum(t.events_squared), 0)::float8,
                coalesce(sum(t.measuring), 0)::bigint, coalesce(sum(t.means), 0)::float8,
                coalesce(sum(t.means_squared), 0)::float8
            FROM measured m
            JOIN tally_cell c ON c.release_no = m.no AND c.level >= m.halvings
            CROSS JOIN unnest($2::text[]) AS w(metric)
            LEFT JOIN measured_metric k ON k.release_no = m.no AND k.metric = w.metric
            LEFT JOIN tally t ON t.metric = k.id AND t.cell = c.id
            WHERE m.release_id = $1 AND NOT EXISTS (
                SELECT FROM environment e JOIN metric d ON d.project = e.project
                WHERE e.id = m.environment_id AND d.key = w.metric AND d.kind IN ('prometheus', 'otlp', 'external'))
            GROUP BY w.metric, c.region, c.stage, c.treated HAVING sum(c.units) > 0""";
    private static final String SCRAPED = """
            SELECT s.metric, s.region, s.stage, s.treated, floor(s.total)::bigint, floor(least(s.bad, s.total))::bigint,
                0::float8, 0::float8, 0::bigint, 0::float8, 0::float8
            FROM measured m JOIN source_tally s ON s.release_no = m.no
            WHERE m.release_id = $1 AND s.metric = ANY($2) AND s.total >= 1""";
    private static final String ALL = SUMS + " UNION ALL " + SCRAPED;
    private static final String TIMES = """
            SELECT k.metric, c.region, c.stage, c.treated, t.bucket, sum(t.units)::bigint
            FROM measured m
            JOIN measured_metric k ON k.release_no = m.no AND k.metric = ANY($2)
            JOIN tally_time t ON t.metric = k.id
            JOIN tally_cell c ON c.id = t.cell AND c.level >= m.halvings
            WHERE m.release_id = $1
            GROUP BY k.metric, c.region, c.stage, c.treated, t.bucket""";
    private static final String SHARE = "SELECT halvings FROM measured WHERE release_id = $1";

    private final Pool pool;

    Tallies(Pool pool) {
        this.pool = pool;
    }

    /**
     * The tally of each metric: units exposed, and units that reported it at least once; of metrics that others
     * count, what their two counters grew by. Empty where nothing was measured.
     */
    public Uni<Map<String, Tally>> of(String releaseId, List<String> metrics) {
        return sums(ALL, releaseId, metrics, row -> new Count(row.getLong(4), row.getLong(5)))
                .map(all -> {
                    Map<String, Tally> tallies = new HashMap<>();
                    all.forEach((metric, counts) -> tallies.put(metric, new Tally(counts)));
                    return tallies;
                });
    }

    /** How often each exposed unit reported each metric, those that never did included. */
    public Uni<Map<String, Map<Cell, UnitMeans>>> counts(String releaseId, List<String> metrics) {
        return sums(SUMS, releaseId, metrics, row -> new UnitMeans(row.getLong(4), row.getDouble(6), row.getDouble(7)));
    }

    /** The mean of what each exposed unit measured, of those that measured. */
    public Uni<Map<String, Map<Cell, UnitMeans>>> means(String releaseId, List<String> metrics) {
        return sums(
                SUMS, releaseId, metrics, row -> new UnitMeans(row.getLong(8), row.getDouble(9), row.getDouble(10)));
    }

    /** The first value of each exposed unit, of those that measured. */
    public Uni<Map<String, Times>> times(String releaseId, List<String> metrics) {
        return pool.preparedQuery(TIMES)
                .execute(Tuple.of(releaseId, metrics.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, Map<Cell, List<Long>>> all = cells(metrics);
                    for (Row row : rows) {
                        all.computeIfAbsent(row.getString(0), metric -> new HashMap<>())
                                .computeIfAbsent(cell(row), cell -> Times.empty())
                                .set(row.getInteger(4), row.getLong(5));
                    }
                    Map<String, Times> times = new HashMap<>();
                    all.forEach((metric, counts) -> times.put(metric, new Times(counts)));
                    return times;
                });
    }

    /** The share of units that is kept: 1, or less where more was reported than is kept; it only ever gets smaller. */
    public Uni<Double> share(String releaseId) {
        return pool.preparedQuery(SHARE).execute(Tuple.of(releaseId)).map(rows -> {
            for (Row row : rows) {
                return 1.0 / (1 << row.getShort(0));
            }
            return 1.0;
        });
    }

    private <T> Uni<Map<String, Map<Cell, T>>> sums(
            String sql, String releaseId, List<String> metrics, Function<Row, T> read) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(releaseId, metrics.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, Map<Cell, T>> all = cells(metrics);
                    for (Row row : rows) {
                        all.computeIfAbsent(row.getString(0), metric -> new HashMap<>())
                                .put(cell(row), read.apply(row));
                    }
                    return all;
                });
    }

    private static <T> Map<String, Map<Cell, T>> cells(List<String> metrics) {
        Map<String, Map<Cell, T>> all = new HashMap<>();
        metrics.forEach(metric -> all.put(metric, new HashMap<>()));
        return all;
    }

    private static Cell cell(Row row) {
        return new Cell(row.getString(1), row.getInteger(2), row.getBoolean(3) ? Arm.TREATMENT : Arm.CONTROL);
    }
}
