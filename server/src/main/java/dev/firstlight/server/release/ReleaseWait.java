package dev.firstlight.server.release;

import dev.firstlight.server.platform.Failure;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Lets a script wait for the end of a release. */
@ApplicationScoped
class ReleaseWait {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final String STATE = "SELECT state FROM release WHERE project = $1 AND id = $2";

    private final Pool pool;

    ReleaseWait(Pool pool) {
        this.pool = pool;
    }

    static Duration timeout(@Nullable String asked) {
        try {
            Duration timeout = Duration.parse(asked == null ? "PT30S" : asked);
            if (!timeout.isNegative()) {
                return timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
            }
        } catch (DateTimeParseException e) {
            // Said below.
        }
        throw Failure.invalid("/timeout", "The timeout is an ISO 8601 duration, such as PT30S.");
    }

    /**
     * Answers when the release has ended or the time is up; on the caller's context, which sessions are bound to.
     *
     * @param gone whether nobody waits any more
     */
    Uni<Void> untilEnded(String project, String id, Duration timeout, BooleanSupplier gone) {
        Context context = Vertx.currentContext();
        long deadline = System.nanoTime() + timeout.toNanos();
        return look(project, id, () -> gone.getAsBoolean() || System.nanoTime() >= deadline)
                .emitOn(work -> context.runOnContext(ignored -> work.run()));
    }

    private Uni<Void> look(String project, String id, BooleanSupplier enough) {
        return pool.preparedQuery(STATE).execute(Tuple.of(project, id)).flatMap(rows -> {
            for (Row row : rows) {
                boolean ended = State.valueOf(row.getString(0)).terminal();
                return ended || enough.getAsBoolean()
                        ? Uni.createFrom().voidItem()
                        : Uni.createFrom()
                                .voidItem()
                                .onItem()
                                .delayIt()
                                .by(LOOK_EVERY)
                                .chain(() -> look(project, id, enough));
            }
            throw Failure.unknown("release", id);
        });
    }
}
