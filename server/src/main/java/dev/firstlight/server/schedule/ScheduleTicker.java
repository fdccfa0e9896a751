package dev.firstlight.server.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Idempotency;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.KeptAnswer;
import dev.firstlight.server.platform.NoTicker;
import dev.firstlight.server.targeting.Changes;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes what is due. A node claims it first, by the database's clock; where the node is gone half a minute later, another
 * claims it again. The change and its name are kept in one transaction, so that it is made once all the same.
 */
@ApplicationScoped
class ScheduleTicker {

    private static final Logger LOG = Logger.getLogger(ScheduleTicker.class);
    private static final String CLAIM = """
            UPDATE schedule s SET state = 'running', claimed_at = now() FROM environment e
            WHERE e.id = s.environment_id AND s.id IN (
                SELECT id FROM schedule WHERE at <= now() AND (state = 'pending'
                    OR (state = 'running' AND claimed_at < now() - interval '30 seconds'))
                ORDER BY at LIMIT 20 FOR UPDATE SKIP LOCKED)
            RETURNING s.id, e.project, e.key, s.request, s.created_by, s.created_by_name,
                s.permissions""";
    private static final String END = """
            UPDATE schedule SET state = $2, revision = $3, outcome = $4, ended_at = now()
            WHERE id = $1 AND state = 'running'""";

    private final Changes changes;
    private final Pool pool;

    ScheduleTicker(Changes changes, Pool pool) {
        this.changes = changes;
        this.pool = pool;
    }

    private record Due(String id, String project, String environment, String request, Caller caller) {}

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP, skipExecutionIf = NoTicker.class)
    Uni<Void> tick() {
        return pool.query(CLAIM)
                .execute()
                .map(rows -> {
                    List<Due> due = new ArrayList<>();
                    for (Row row : rows) {
                        due.add(new Due(
                                row.getString(0),
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                new Caller(
                                        row.getString(4),
                                        row.getString(5),
                                        Set.of(row.getString(6).split(" ")),
                                        null)));
                    }
                    return due;
                })
                .flatMap(due -> Multi.createFrom()
                        .iterable(due)
                        .onItem()
                        .transformToUniAndConcatenate(this::make)
                        .collect()
                        .asList())
                .replaceWithVoid()
                .onFailure()
                .invoke(e -> LOG.warnf("What is due waits for the next turn: %s", e.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> make(Due due) {
        Idempotency.Key once = new Idempotency.Key("schedule", due.id(), due.id());
        return Uni.createFrom()
                .deferred(() -> changes.make(
                        due.caller(),
                        due.project(),
                        due.environment(),
                        (ObjectNode) Json.read(due.request()),
                        false,
                        false,
                        false,
                        once))
                .flatMap(answer -> end(due, "done", revision(answer), null))
                .onFailure(ScheduleTicker::isRefusal)
                .recoverWithUni(e -> end(due, "failed", null, e.getMessage()));
    }

    /** Anything else may pass; then it is tried again. */
    private static boolean isRefusal(Throwable e) {
        return e instanceof Failure failure && failure.kind() != Failure.Kind.UNAVAILABLE;
    }

    private static @Nullable Long revision(KeptAnswer answer) {
        return answer.body() == null ? null : answer.body().path("revision").asLong();
    }

    private Uni<Void> end(Due due, String state, @Nullable Long revision, @Nullable String outcome) {
        return pool.preparedQuery(END)
                .execute(Tuple.from(Arrays.asList(due.id(), state, revision, outcome)))
                .replaceWithVoid();
    }
}
