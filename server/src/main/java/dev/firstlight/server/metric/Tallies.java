package dev.firstlight.server.metric;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts what was measured. */
@ApplicationScoped
public class Tallies {
    private static final String COUNT = """
            SELECT m.metric, e.region, e.stage, e.treated, count(*), count(o.unit)
            FROM exposure e
            CROSS JOIN unnest($2::text[]) AS m(metric)
            LEFT JOIN outcome o ON o.release_id = e.release_id AND o.metric = m.metric AND o.unit = e.unit
            WHERE e.release_id = $1 AND NOT e.warm
            GROUP BY m.metric, e.region, e.stage, e.treated""";

    private final Pool pool;

    Tallies(Pool pool) {
        this.pool = pool;
    }

    /** The tally of each metric; empty where nothing was measured. */
    public Uni<Map<String, Tally>> of(String releaseId, List<String> metrics) {
        return pool.preparedQuery(COUNT)
                .execute(Tuple.of(releaseId, metrics.toArray(new String[0])))
                .map(rows -> {
                    Map<String, Map<Cell, Count>> cells = new HashMap<>();
                    metrics.forEach(metric -> cells.put(metric, new HashMap<>()));
                    for (Row row : rows) {
                        Arm arm = row.getBoolean(3) ? Arm.TREATMENT : Arm.CONTROL;
                        cells.computeIfAbsent(row.getString(0), metric -> new HashMap<>())
                                .put(
                                        new Cell(row.getString(1), row.getInteger(2), arm),
                                        new Count(row.getLong(4), row.getLong(5)));
                    }
                    Map<String, Tally> tallies = new HashMap<>();
                    cells.forEach((metric, counts) -> tallies.put(metric, new Tally(counts)));
                    return tallies;
                });
    }
}
