package dev.firstlight.server.metric;

import dev.firstlight.server.platform.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What applications asked of flags and were served, as their SDKs report it. */
@ApplicationScoped
public class Usages {

    private static final String SERVED = """
            SELECT e.key, u.flag, u.variant, u.first_at, u.last_at, u.count
            FROM flag_usage u JOIN environment e ON e.id = u.environment_id
            WHERE e.project = $1 AND u.flag = ANY ($2) ORDER BY u.flag, e.id, u.variant""";

    private static final String ASKED = """
            SELECT flag, array_agg(key ORDER BY id), min(first_at), max(last_at), sum(count)::bigint
            FROM (SELECT u.flag, e.id, e.key, min(u.first_at) AS first_at, max(u.last_at) AS last_at,
                    sum(u.count) AS count
                FROM flag_usage u JOIN environment e ON e.id = u.environment_id
                WHERE e.project = $1 AND u.flag <> ALL($2) AND ($3::text IS NULL OR u.flag > $3)
                GROUP BY u.flag, e.id, e.key) AS there
            GROUP BY flag ORDER BY flag LIMIT $4""";

    private static final String KEEP = """
            WITH reported AS (SELECT x.flag, x.variant, x.reason, x.count
                FROM jsonb_to_recordset($2::text::jsonb) AS x(flag text, variant text, reason text, count bigint)),
            counted AS (INSERT INTO evaluation_count (environment_id, flag, variant, reason, hour, count)
                SELECT $1, flag, variant, reason, date_trunc('hour', now()), sum(count) FROM reported
                GROUP BY flag, variant, reason ORDER BY flag, variant, reason
                ON CONFLICT (environment_id, flag, variant, reason, hour)
                    DO UPDATE SET count = evaluation_count.count + excluded.count)
            INSERT INTO flag_usage (environment_id, flag, variant, count)
            SELECT $1, flag, variant, sum(count) FROM reported GROUP BY flag, variant ORDER BY flag, variant
            ON CONFLICT (environment_id, flag, variant)
                DO UPDATE SET last_at = now(), count = flag_usage.count + excluded.count""";

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

    /** What was served in a project of these flags, by flag; nothing of those that nobody asked for. */
    public Uni<Map<String, List<Served>>> served(String project, Collection<String> flags) {
        return pool.preparedQuery(SERVED)
                .execute(Tuple.of(project, flags.toArray(String[]::new)))
                .map(rows -> {
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

    /**
     * A key that applications ask for.
     *
     * @param environments where they ask, in the order those were made
     * @param count since the first time
     */
    public record Asked(String flag, List<String> environments, Instant firstAt, Instant lastAt, long count) {}

    /** What is asked for in a project besides these keys, by key and after one where one is given. */
    public Uni<List<Asked>> besides(String project, Set<String> keys, @Nullable String after, int most) {
        return pool.preparedQuery(ASKED)
                .execute(Tuple.of(project, keys.toArray(String[]::new), after, most))
                .map(rows -> {
                    List<Asked> asked = new ArrayList<>();
                    for (Row row : rows) {
                        asked.add(new Asked(
                                row.getString(0),
                                List.of(row.getArrayOfStrings(1)),
                                row.getOffsetDateTime(2).toInstant(),
                                row.getOffsetDateTime(3).toInstant(),
                                row.getLong(4)));
                    }
                    return asked;
                });
    }

    /**
     * What clients report that are not ours.
     *
     * @param flag its key, at most 64 characters
     * @param variant the empty string where the answer was an error
     * @param reason OpenFeature's
     * @param count at least 1
     */
    public record Reported(String flag, String variant, String reason, long count) {}

    /** Adds to what was served in an environment. What is sent twice counts twice. */
    public Uni<Void> keep(long environmentId, List<Reported> reported) {
        return reported.isEmpty()
                ? Uni.createFrom().voidItem()
                : pool.preparedQuery(KEEP)
                        .execute(Tuple.of(environmentId, Json.write(reported)))
                        .replaceWithVoid();
    }
}
