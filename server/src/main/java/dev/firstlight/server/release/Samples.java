package dev.firstlight.server.release;

import dev.firstlight.server.guard.Comparison;
import dev.firstlight.server.guard.Interval;
import dev.firstlight.server.guard.Judgement;
import dev.firstlight.server.guard.Stratum;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** How the evidence moved, for charts. A few hundred points a guard: the older, the fewer. */
@ApplicationScoped
class Samples {
    private static final String INSERT = """
            INSERT INTO release_sample (release_id, metric, at, evidence, low, estimate, high)
            VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING""";
    private static final String THIN_OUT = """
            DELETE FROM release_sample s USING (
                SELECT metric, at, row_number() OVER w AS n, count(*) OVER (PARTITION BY metric) AS all_of_it
                FROM release_sample WHERE release_id = $1 WINDOW w AS (PARTITION BY metric ORDER BY at)) x
            WHERE s.release_id = $1 AND s.metric = x.metric AND s.at = x.at
                AND x.all_of_it > 480 AND x.n < x.all_of_it - 120 AND x.n % 2 = 0""";
    private static final String READ =
            "SELECT metric, at, evidence, low, estimate, high FROM release_sample WHERE release_id = $1 ORDER BY at";

    private final Pool pool;
    private final Map<String, List<List<Stratum>>> last = new ConcurrentHashMap<>();

    Samples(Pool pool) {
        this.pool = pool;
    }

    record Sample(Instant at, double evidence, double low, double estimate, double high) {}

    /** Keeps a point for each guard, if the counters moved since the last one; and says whether they did. */
    Uni<Boolean> keep(String release, List<Judgement> judgements, Instant at) {
        List<List<Stratum>> counters =
                judgements.stream().map(Judgement::strata).toList();
        if (judgements.isEmpty() || counters.equals(last.put(release, counters))) {
            return Uni.createFrom().item(false);
        }
        List<Tuple> rows = judgements.stream().flatMap(j -> row(release, j, at)).toList();
        if (rows.isEmpty()) {
            return Uni.createFrom().item(true);
        }
        return pool.preparedQuery(INSERT)
                .executeBatch(rows)
                .chain(() -> pool.preparedQuery(THIN_OUT).execute(Tuple.of(release)))
                .replaceWith(true);
    }

    /** Forgets what was seen last of releases that are over. */
    void keepOnly(List<String> live) {
        last.keySet().retainAll(live);
    }

    Uni<Map<String, List<Sample>>> of(String release) {
        return pool.preparedQuery(READ).execute(Tuple.of(release)).map(rows -> {
            Map<String, List<Sample>> byMetric = new HashMap<>();
            for (Row row : rows) {
                byMetric.computeIfAbsent(row.getString(0), metric -> new ArrayList<>())
                        .add(new Sample(
                                row.getOffsetDateTime(1).toInstant(),
                                row.getDouble(2),
                                row.getDouble(3),
                                row.getDouble(4),
                                row.getDouble(5)));
            }
            return byMetric;
        });
    }

    /** A point, or none while there is nothing to draw a band from. */
    private static Stream<Tuple> row(String release, Judgement j, Instant at) {
        Interval difference = Comparison.of(j.guard(), j.strata()).difference();
        if (difference.low() == null || difference.high() == null) {
            return Stream.empty();
        }
        return Stream.of(Tuple.from(Arrays.asList(
                release,
                j.guard().metric(),
                at.atOffset(ZoneOffset.UTC),
                j.evidence(),
                difference.low(),
                difference.estimate(),
                difference.high())));
    }
}
