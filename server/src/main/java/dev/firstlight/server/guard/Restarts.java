package dev.firstlight.server.guard;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When the evidence of releases was started anew, and with which counters. Rows never change, so they are read once. */
@ApplicationScoped
class Restarts {
    static final Duration EVERY = Duration.ofMinutes(30);

    private static final String READ =
            "SELECT at, counters FROM evidence_restart WHERE release_id = $1 AND n >= $2 ORDER BY n";
    private static final String KEEP = """
            INSERT INTO evidence_restart (release_id, n, at, counters) VALUES ($1, $2, $3, $4)
            ON CONFLICT DO NOTHING""";
    private static final int MOST_REMEMBERED = 200;

    private final Pool pool;
    private final Map<String, List<Restart>> known = new ConcurrentHashMap<>();

    Restarts(Pool pool) {
        this.pool = pool;
    }

    /** All of a release, the oldest first. */
    Uni<List<Restart>> of(String release) {
        List<Restart> before = known.getOrDefault(release, List.of());
        return pool.preparedQuery(READ)
                .execute(Tuple.of(release, before.size()))
                .map(rows -> {
                    if (rows.size() == 0) {
                        return before;
                    }
                    List<Restart> all = new ArrayList<>(before);
                    for (Row row : rows) {
                        all.add(new Restart(row.getOffsetDateTime(0).toInstant(), CountersJson.read(row.getString(1))));
                    }
                    if (known.size() >= MOST_REMEMBERED) {
                        known.clear();
                    }
                    known.put(release, List.copyOf(all));
                    return all;
                });
    }

    /** Starts anew, unless another node did so meanwhile. */
    Uni<Void> keep(String release, int n, Restart restart) {
        return pool.preparedQuery(KEEP)
                .execute(Tuple.of(
                        release, n, restart.at().atOffset(ZoneOffset.UTC), CountersJson.write(restart.counters())))
                .replaceWithVoid();
    }

    /** Whether it is time for another. */
    static boolean due(Instant since, List<Restart> restarts, Instant now) {
        Instant last =
                restarts.isEmpty() ? since : restarts.get(restarts.size() - 1).at();
        return !now.isBefore(last.plus(EVERY));
    }
}
