package dev.firstlight.server.platform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The answers that are kept for a day, for requests that come again. */
@ApplicationScoped
public class IdempotencyRows {

    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final Pool pool;

    IdempotencyRows(Pool pool) {
        this.pool = pool;
    }

    /** The answer to the same request before; null where there was none, 422 where the name was for another request. */
    public Uni<@Nullable KeptAnswer> find(Idempotency.Key key) {
        return pool.preparedQuery("SELECT request, answer FROM idempotency WHERE owner = $1 AND key_hash = $2")
                .execute(Tuple.of(key.owner(), key.hash()))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(rows -> {
                    for (Row row : rows) {
                        return answer(
                                key,
                                row.getString("request"),
                                row.getBuffer("answer").getBytes());
                    }
                    return null;
                });
    }

    static KeptAnswer answer(Idempotency.Key key, String request, byte[] sealed) {
        if (!request.equals(key.request())) {
            throw Failure.of(
                    Failure.Kind.INVALID,
                    "This Idempotency-Key was used for another request; take a new one for each request.");
        }
        return KeptAnswer.of((ObjectNode) Json.read(key.open(sealed)));
    }

    @Scheduled(every = "10m", delayed = "1m")
    Uni<Void> forget() {
        return pool.query("DELETE FROM idempotency WHERE at < now() - interval '24 hours' AND owner <> 'schedule'")
                .execute()
                .replaceWithVoid();
    }
}
