package dev.firstlight.server.release;

import dev.firstlight.server.guard.Comparison;
import dev.firstlight.server.guard.Interval;
import dev.firstlight.server.guard.Judgement;
import dev.firstlight.server.guard.Verdict;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Page;
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
import java.util.stream.StreamSupport;

/** How the evidence moved, for charts and for the record. A few hundred points a guard: the older, the fewer. */
@ApplicationScoped
class Samples {
    private static final String INSERT = """
            INSERT INTO release_sample (release_id, metric, at, evidence, low, estimate, high, verdict, row)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING""";
    /** What led to another verdict is never thinned out. */
    private static final String THIN_OUT = """
            DELETE FROM release_sample s USING (
                SELECT metric, at, row_number() OVER w AS n, count(*) OVER (PARTITION BY metric) AS all_of_it,
                    verdict IS DISTINCT FROM lag(verdict) OVER w AS turns
                FROM release_sample WHERE release_id = $1 WINDOW w AS (PARTITION BY metric ORDER BY at)) x
            WHERE s.release_id = $1 AND s.metric = x.metric AND s.at = x.at AND NOT x.turns
                AND x.all_of_it > 480 AND x.n < x.all_of_it - 120 AND x.n % 2 = 0""";

    private static final String READ = "SELECT metric, at, evidence, low, estimate, high FROM release_sample"
            + " WHERE release_id = $1 AND low IS NOT NULL ORDER BY at";
    private static final String PAGE = """
            SELECT at, metric, verdict, evidence, row, n FROM release_sample
            WHERE release_id = $1 AND n > $2 ORDER BY n LIMIT $3""";

    private final Pool pool;
    private final Map<String, Object> last = new ConcurrentHashMap<>();

    Samples(Pool pool) {
        this.pool = pool;
    }

    record Sample(Instant at, double evidence, double low, double estimate, double high) {}

    /** What of a judgement is new when it is. */
    private record Look(Object measured, Verdict verdict) {}

    /** Keeps a point for each guard, if the counters or a verdict moved since the last one; and says whether they did. */
    Uni<Boolean> keep(String release, List<Judgement> judgements, Instant at) {
        List<Look> looks =
                judgements.stream().map(j -> new Look(j.seen(), j.verdict())).toList();
        if (judgements.isEmpty() || looks.equals(last.put(release, looks))) {
            return Uni.createFrom().item(false);
        }
        return pool.preparedQuery(INSERT)
                .executeBatch(judgements.stream().map(j -> row(release, j, at)).toList())
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

    /** In the order of time, after the one of this number. */
    Uni<Page<VerdictView>> verdicts(String release, int limit, long after) {
        return pool.preparedQuery(PAGE)
                .execute(Tuple.of(release, after, limit + 1))
                .map(rows -> Page.of(
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(Samples::view)
                                .toList(),
                        limit,
                        view -> Long.toString(view.number())));
    }

    private static VerdictView view(Row row) {
        String verdict = row.getString(2);
        String kept = row.getString(4);
        return new VerdictView(
                row.getLong(5),
                row.getOffsetDateTime(0).toInstant(),
                row.getString(1),
                verdict == null ? null : Verdict.valueOf(verdict),
                row.getDouble(3),
                kept == null ? null : Json.read(kept));
    }

    /** A point; without a band while the data do not bound it. */
    private static Tuple row(String release, Judgement j, Instant at) {
        Interval difference = Comparison.of(j).difference();
        boolean bounded = difference.low() != null && difference.high() != null;
        return Tuple.from(Arrays.asList(
                release,
                j.guard().metric(),
                at.atOffset(ZoneOffset.UTC),
                j.evidence(),
                bounded ? difference.low() : null,
                bounded ? difference.estimate() : null,
                bounded ? difference.high() : null,
                j.verdict().name(),
                Json.write(EvidenceJson.of(j))));
    }
}
