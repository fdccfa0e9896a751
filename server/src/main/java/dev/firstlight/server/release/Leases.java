package dev.firstlight.server.release;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes one node at a time do a job, by the database's clock and a token that shows who came later. */
@ApplicationScoped
class Leases {
    /** Whoever holds it renews it each second; eight of them and a look leave nobody without a leader for ten. */
    private static final String TAKE = """
            INSERT INTO lease AS held (job, holder, token, expires) VALUES ($1, $2, 1, now() + interval '8 seconds')
            ON CONFLICT (job) DO UPDATE SET
                holder = excluded.holder,
                token = held.token + CASE WHEN held.holder = excluded.holder THEN 0 ELSE 1 END,
                expires = excluded.expires
            WHERE held.holder = excluded.holder OR held.expires < now()
            RETURNING token, now()""";

    private final Pool pool;

    Leases(Pool pool) {
        this.pool = pool;
    }

    /** The right to act, until somebody with a greater token has it; and the database's time. */
    record Lease(long token, Instant now) {}

    /** Takes or keeps the lease; null where another holder has it. */
    Uni<@Nullable Lease> take(String job, String holder) {
        return pool.preparedQuery(TAKE).execute(Tuple.of(job, holder)).map(rows -> {
            for (Row row : rows) {
                return new Lease(row.getLong(0), row.getOffsetDateTime(1).toInstant());
            }
            return null;
        });
    }
}
