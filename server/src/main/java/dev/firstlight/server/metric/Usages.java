package dev.firstlight.server.metric;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What applications asked of flags and were served, as their SDKs report it. */
@ApplicationScoped
public class Usages {

    private static final String SERVED = """
            SELECT e.key, u.flag, u.variant, u.first_at, u.last_at, u.count
            FROM flag_usage u JOIN environment e ON e.id = u.environment_id
            WHERE e.project = $1 AND ($2::text IS NULL OR u.flag = $2) ORDER BY u.flag, e.id, u.variant""";

    private final Pool pool;

    Usages(Pool pool) {
        this.pool = pool;
    }

    /**
     * A variant served in an environment.
     *
     * @param variant the empty string where the answer was an error, as it is for a flag that is not defined
     * @param count since the first
     */
    public record Served(String environment, String variant, Instant firstAt, Instant lastAt, long count) {}

    /** What was served in a project, by flag, those included that are not defined. */
    public Uni<Map<String, List<Served>>> served(String project, @Nullable String flag) {
        return pool.preparedQuery(SERVED).execute(Tuple.of(project, flag)).map(rows -> {
            Map<String, List<Served>> served = new LinkedHashMap<>();
            for (Row row : rows) {
                served.computeIfAbsent(row.getString(1), key -> new ArrayList<>())
                        .add(new Served(
                                row.getString(0),
                                row.getString(2),
                                row.getOffsetDateTime(3).toInstant(),
                                row.getOffsetDateTime(4).toInstant(),
                                row.getLong(5)));
            }
            return served;
        });
    }
}
