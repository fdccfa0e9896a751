package dev.firstlight.server.metric;

import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** The definitions of metrics. One that nobody defined can be measured all the same; its key is then its name. */
@ApplicationScoped
public class Metrics {
    private static final String OF_PROJECT =
            "SELECT key, name, kind, worse FROM metric WHERE project = $1 ORDER BY key";
    private static final String PAGE =
            "SELECT key, name, kind, worse FROM metric WHERE project = $1 AND key > $2" + " ORDER BY key LIMIT $3";
    private static final String PUT = """
            INSERT INTO metric (project, key, name, kind, worse) VALUES ($1, $2, $3, 'binary', 'higher')
            ON CONFLICT (project, key) DO UPDATE SET name = excluded.name, updated_at = now()
            RETURNING key, name, kind, worse""";

    private final Pool pool;
    private final Environments environments;

    Metrics(Pool pool, Environments environments) {
        this.pool = pool;
        this.environments = environments;
    }

    /** What sentences call each of these metrics. */
    public Uni<Map<String, String>> names(String project, List<String> keys) {
        return rows(project).map(all -> {
            Map<String, String> names = new HashMap<>();
            keys.forEach(key -> names.put(key, key));
            all.forEach(metric -> names.replace(metric.key(), metric.name()));
            return names;
        });
    }

    Uni<Page<MetricView>> list(String project, int limit, String after) {
        return environments
                .list(project)
                .chain(() -> pool.preparedQuery(PAGE).execute(Tuple.of(project, after, limit + 1)))
                .map(rows -> Page.of(views(rows), limit, MetricView::key));
    }

    Uni<MetricView> get(String project, String key) {
        return environments.list(project).chain(() -> rows(project)).map(all -> all.stream()
                .filter(metric -> metric.key().equals(key))
                .findFirst()
                .orElseThrow(() -> Failure.unknown("metric", key)));
    }

    Uni<MetricView> put(String project, String key, MetricRequest request) {
        Ids.requireKey(key, "");
        return environments
                .list(project)
                .chain(() -> pool.preparedQuery(PUT).execute(Tuple.of(project, key, request.name())))
                .map(rows -> view(rows.iterator().next()));
    }

    private Uni<List<MetricView>> rows(String project) {
        return pool.preparedQuery(OF_PROJECT).execute(Tuple.of(project)).map(Metrics::views);
    }

    private static List<MetricView> views(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(Metrics::view)
                .toList();
    }

    private static MetricView view(Row row) {
        return new MetricView(row.getString(0), row.getString(1), row.getString(2), row.getString(3));
    }
}
