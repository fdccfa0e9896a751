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

/** Whether metrics that others count can be had, and what thresholds read. Their counters are in {@link Tallies}. */
@ApplicationScoped
public class Sources {
    /** So many times the interval between two questions without one is too long. */
    private static final int MISSED = 4;

    private static final String STATES = """
            SELECT d.key, s.good_at, s.trouble, s.value, s.breached, d.kind,
                CASE d.kind WHEN 'otlp' THEN s.good_at < now() - $4 * interval '1 second'
                    ELSE s.asked_at < now() - $3 * interval '1 second' END AS old
            FROM measured m JOIN environment e ON e.id = m.environment_id
            JOIN metric d ON d.project = e.project AND d.key = ANY($2)
            LEFT JOIN source_state s ON s.release_no = m.no AND s.metric = d.key
            WHERE m.release_id = $1""";

    private static final String ASKED = """
            SELECT array(SELECT d.key FROM metric d WHERE d.project = e.project AND d.key = ANY(m.metrics)
                AND d.kind IN ('prometheus', 'otlp') ORDER BY d.key)
            FROM measured m JOIN environment e ON e.id = m.environment_id
            WHERE m.release_id = $1 AND e.project = $2""";

    private final Pool pool;
    private final MetricConfig config;

    Sources(Pool pool, MetricConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /** The state of each of these metrics, which are all of the kinds prometheus and otlp. */
    public Uni<Map<String, SourceState>> of(String releaseId, List<String> metrics) {
        return rows(releaseId, metrics).map(found -> {
            Map<String, SourceState> states = new HashMap<>();
            metrics.forEach(metric -> {
                Row row = found.get(metric);
                states.put(metric, row == null ? new SourceState(null, "It is not measured yet.") : state(row));
            });
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

    private SourceState state(Row row) {
        OffsetDateTime good = row.getOffsetDateTime(1);
        @Nullable String trouble = row.getString(2);
        if (trouble == null) {
            @Nullable Boolean old = row.getBoolean(6);
            trouble = Kind.OTLP.word().equals(row.getString(5)) ? unpushed(good, old) : unasked(good, old);
        }
        return new SourceState(good == null ? null : good.toInstant(), trouble);
    }

    private @Nullable String unpushed(@Nullable OffsetDateTime good, @Nullable Boolean old) {
        if (good == null) {
            return "No application has pushed it yet.";
        }
        return Boolean.TRUE.equals(old)
                ? "No application has pushed it for " + config.otlp().silence().toSeconds() + " seconds."
                : null;
    }

    private @Nullable String unasked(@Nullable OffsetDateTime good, @Nullable Boolean old) {
        if (old == null) {
            return config.prometheus().url().isPresent()
                    ? "Prometheus has not been asked yet."
                    : "No Prometheus server is set: firstlight.metric.prometheus.url.";
        }
        if (old) {
            return "No node asks Prometheus any more; the last answer is old.";
        }
        return good == null ? "Prometheus has not answered yet." : null;
    }

    private Uni<Map<String, Row>> rows(String releaseId, List<String> metrics) {
        double tooLong = MISSED * config.prometheus().every().toMillis() / 1_000.0;
        return pool.preparedQuery(STATES)
                .execute(Tuple.of(
                        releaseId,
                        metrics.toArray(String[]::new),
                        tooLong,
                        config.otlp().silence().toMillis() / 1_000.0))
                .map(rows -> {
                    Map<String, Row> found = new HashMap<>();
                    rows.forEach(row -> found.put(row.getString(0), row));
                    return found;
                });
    }
}
