package dev.firstlight.server.oidc;

import dev.firstlight.server.platform.Ids;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sign-ins on their way, each good for one answer within ten minutes. */
@ApplicationScoped
class BegunRows {

    static final Duration LIFE = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final Pool pool;

    BegunRows(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> keep(Begun begun, String returnTo) {
        return pool.preparedQuery("INSERT INTO oidc_begun (state_hash, browser_hash, return_to, expires_at)"
                        + " VALUES ($1, $2, $3, now() + interval '10 minutes')")
                .execute(Tuple.of(Ids.hash(begun.state()), Ids.hash(begun.browser()), returnTo))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .replaceWithVoid();
    }

    /** Where to go then; null where it is unknown, used, too old, or another browser's, who still may come. */
    Uni<@Nullable String> use(Begun begun) {
        return pool.preparedQuery("DELETE FROM oidc_begun WHERE state_hash = $1 AND browser_hash = $2"
                        + " RETURNING return_to, expires_at > now() AS good")
                .execute(Tuple.of(Ids.hash(begun.state()), Ids.hash(begun.browser())))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(rows -> {
                    for (Row row : rows) {
                        return row.getBoolean("good") ? row.getString("return_to") : null;
                    }
                    return null;
                });
    }

    @Scheduled(every = "10m", delayed = "3m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return pool.query("DELETE FROM oidc_begun WHERE expires_at < now()")
                .execute()
                .replaceWithVoid();
    }
}
