package dev.firstlight.server.metric;

import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/** The definitions of metrics. One that nobody defined can be measured all the same; its key is then its name. */
@ApplicationScoped
public class Metrics {
    private static final String COLUMNS = "key, name, kind, worse, prometheus, ttl_ms, otlp";
    private static final String SOME =
            "SELECT " + COLUMNS + " FROM metric WHERE project = $1 AND key = ANY($2) ORDER BY key";
    private static final String PAGE =
            "SELECT " + COLUMNS + " FROM metric WHERE project = $1 AND key > $2 ORDER BY key LIMIT $3";
    private static final String KNOWN = """
            SELECT key FROM metric WHERE project = $1 AND key = ANY($2)
            UNION
            SELECT k.metric FROM environment e JOIN measured m ON m.environment_id = e.id
            JOIN measured_metric k ON k.release_no = m.no WHERE e.project = $1 AND k.metric = ANY($2)""";
    private static final String PUT = """
            INSERT INTO metric (project, key, name, kind, worse, prometheus, ttl_ms, otlp)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (project, key) DO UPDATE SET name = excluded.name, kind = excluded.kind, worse = excluded.worse,
                prometheus = excluded.prometheus, ttl_ms = excluded.ttl_ms, otlp = excluded.otlp,
                updated_at = now()""";

    private final Pool pool;
    private final Environments environments;

    Metrics(Pool pool, Environments environments) {
        this.pool = pool;
        this.environments = environments;
    }

    /** What each of these metrics is, in their order; one that nobody defined is an event that should not happen. */
    public Uni<Map<String, Definition>> definitions(String project, Collection<String> keys) {
        return some(project, keys).map(found -> {
            Map<String, Definition> all = new LinkedHashMap<>();
            keys.forEach(key -> all.put(key, Definition.undefined(key)));
            found.forEach(metric -> all.put(metric.key(), metric));
            return all;
        });
    }

    /** Which of these metrics there are: somebody defined them, or they were reported for a release of the project. */
    public Uni<Set<String>> known(String project, Collection<String> keys) {
        return pool.preparedQuery(KNOWN)
                .execute(Tuple.of(project, keys.toArray(String[]::new)))
                .map(rows -> {
                    Set<String> known = new HashSet<>();
                    rows.forEach(row -> known.add(row.getString(0)));
                    return known;
                });
    }

    Uni<Page<MetricView>> list(String project, int limit, String after) {
        return environments
                .list(project)
                .chain(() -> pool.preparedQuery(PAGE).execute(Tuple.of(project, after, limit + 1)))
                .map(rows -> Page.of(metrics(rows).stream().map(MetricView::of).toList(), limit, MetricView::key));
    }

    Uni<MetricView> get(String project, String key) {
        return environments
                .list(project)
                .chain(() -> some(project, List.of(key)))
                .map(found -> found.stream()
                        .findFirst()
                        .map(MetricView::of)
                        .orElseThrow(() -> Failure.unknown("metric", key)));
    }

    Uni<MetricView> put(String project, String key, MetricRequest request) {
        Ids.requireKey(key, "");
        Definition metric = request.definition(key);
        Duration ttl = metric.ttl();
        return environments
                .list(project)
                .chain(() -> pool.preparedQuery(PUT)
                        .execute(Tuple.tuple()
                                .addString(project)
                                .addString(key)
                                .addString(metric.name())
                                .addString(metric.kind().word())
                                .addString(metric.worse().word())
                                .addString(metric.prometheus() == null ? null : Json.write(metric.prometheus()))
                                .addLong(ttl == null ? null : ttl.toMillis())
                                .addString(metric.otlp() == null ? null : Json.write(metric.otlp()))))
                .replaceWith(MetricView.of(metric));
    }

    private Uni<List<Definition>> some(String project, Collection<String> keys) {
        return pool.preparedQuery(SOME)
                .execute(Tuple.of(project, keys.toArray(String[]::new)))
                .map(Metrics::metrics);
    }

    private static List<Definition> metrics(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(Metrics::metric)
                .toList();
    }

    private static Definition metric(Row row) {
        String prometheus = row.getString(4);
        Long ttl = row.getLong(5);
        String otlp = row.getString(6);
        return new Definition(
                row.getString(0),
                row.getString(1),
                Kind.of(row.getString(2)),
                Direction.of(row.getString(3)),
                prometheus == null ? null : Json.read(prometheus, PrometheusQuery.class),
                otlp == null ? null : Json.read(otlp, OtlpQuery.class),
                ttl == null ? null : Duration.ofMillis(ttl));
    }
}
