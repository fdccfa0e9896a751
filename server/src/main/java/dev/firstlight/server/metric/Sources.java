package dev.firstlight.server.metric;

import dev.firstlight.server.platform.Failure;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether metrics of the kind prometheus can be had, and what thresholds read. Their counters are in {@link Tallies}. */
@ApplicationScoped
public class Sources {
    /** So many times the interval between two questions without one is too long. */
    private static final int MISSED = 4;

    private static final String STATES = """
            SELECT s.metric, s.good_at, s.trouble, s.value, s.breached,
                s.asked_at < now() - $3 * interval '1 second' AS old
            FROM measured m JOIN source_state s ON s.release_no = m.no
            WHERE m.release_id = $1 AND s.metric = ANY($2)""";

    private static final String ASKED = """
            SELECT array(SELECT d.key FROM metric d
                WHERE d.project = e.project AND d.key = ANY(m.metrics) AND d.kind = 'prometheus' ORDER BY d.key)
            FROM measured m JOIN environment e ON e.id = m.environment_id
            WHERE m.release_id = $1 AND e.project = $2""";

    private final Pool pool;
    private final MetricConfig config;

    Sources(Pool pool, MetricConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /** The state of each of these metrics, which are all of the kind prometheus. */
    public Uni<Map<String, SourceState>> of(String releaseId, List<String> metrics) {
        String none = config.prometheus().url().isPresent()
                ? "Prometheus has not been asked yet."
                : "No Prometheus server is set: firstlight.metric.prometheus.url.";
        return rows(releaseId, metrics).map(found -> {
            Map<String, SourceState> states = new HashMap<>();
            metrics.forEach(metric -> states.put(metric, new SourceState(null, none)));
            found.forEach((metric, row) -> states.put(metric, state(row)));
            return states;
        });
    }

    /** The state of all that a release that began asks for. */
    Uni<SourcesView> all(String project, String releaseId) {
        return pool.preparedQuery(ASKED).execute(Tuple.of(releaseId, project)).flatMap(rows -> {
            for (Row row : rows) {
                List<String> metrics = List.of(row.getArrayOfStrings(0));
                return of(releaseId, metrics)
                        .map(states -> new SourcesView(metrics.stream()
                                .map(metric -> view(metric, states.get(metric)))
                                .toList()));
            }
            throw Failure.unknown("release that began", releaseId);
        });
    }

    private static SourceView view(String metric, @Nullable SourceState state) {
        return new SourceView(metric, state == null ? null : state.lastGood(), state == null ? null : state.trouble());
    }

    /** What thresholds read last; nothing of those that never could. */
    public Uni<Map<String, Reading>> thresholds(String releaseId, List<String> metrics) {
        return rows(releaseId, metrics).map(found -> {
            Map<String, Reading> readings = new HashMap<>();
            found.forEach((metric, row) -> {
                Double value = row.getDouble(3);
                OffsetDateTime at = row.getOffsetDateTime(1);
                if (value != null && at != null) {
                    readings.put(metric, new Reading(value, at.toInstant(), row.getBoolean(4)));
                }
            });
            return readings;
        });
    }

    private static SourceState state(Row row) {
        OffsetDateTime good = row.getOffsetDateTime(1);
        @Nullable String trouble = row.getString(2);
        if (trouble == null && row.getBoolean(5)) {
            trouble = "No node asks Prometheus any more; the last answer is old.";
        }
        if (trouble == null && good == null) {
            trouble = "Prometheus has not answered yet.";
        }
        return new SourceState(good == null ? null : good.toInstant(), trouble);
    }

    private Uni<Map<String, Row>> rows(String releaseId, List<String> metrics) {
        double tooLong = MISSED * config.prometheus().every().toMillis() / 1_000.0;
        return pool.preparedQuery(STATES)
                .execute(Tuple.of(releaseId, metrics.toArray(String[]::new), tooLong))
                .map(rows -> {
                    Map<String, Row> found = new HashMap<>();
                    rows.forEach(row -> found.put(row.getString(0), row));
                    return found;
                });
    }
}
