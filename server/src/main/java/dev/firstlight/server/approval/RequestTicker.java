package dev.firstlight.server.approval;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.NoTicker;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Applies change requests whose time has come, by the database's clock. Each is applied and said to be in one
 * transaction that holds the environment, so several nodes at it apply it once.
 */
@ApplicationScoped
class RequestTicker {

    private static final Logger LOG = Logger.getLogger(RequestTicker.class);
    private static final String DUE = """
            SELECT r.id, e.project, e.key FROM change_request r JOIN environment e ON e.id = r.environment_id
            WHERE r.state = 'SCHEDULED' AND r.apply_at <= now() ORDER BY r.apply_at LIMIT 20""";

    private final Applications applications;
    private final Pool pool;

    RequestTicker(Applications applications, Pool pool) {
        this.applications = applications;
        this.pool = pool;
    }

    private record Due(String id, String project, String environment) {}

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP, skipExecutionIf = NoTicker.class)
    Uni<Void> tick() {
        return pool.query(DUE)
                .execute()
                .map(rows -> {
                    List<Due> due = new ArrayList<>();
                    for (Row row : rows) {
                        due.add(new Due(row.getString(0), row.getString(1), row.getString(2)));
                    }
                    return due;
                })
                .flatMap(due -> Multi.createFrom()
                        .iterable(due)
                        .onItem()
                        .transformToUniAndConcatenate(this::apply)
                        .collect()
                        .asList())
                .replaceWithVoid()
                .onFailure()
                .invoke(e -> LOG.warnf("What is due waits for the next turn: %s", e.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> apply(Due due) {
        return applications
                .due(due.project(), due.environment(), due.id())
                .onFailure(RequestTicker::isRefusal)
                .recoverWithUni(e ->
                        applications.fail(due.project(), due.environment(), due.id(), String.valueOf(e.getMessage())));
    }

    /** Anything else may pass; then it is tried again. */
    private static boolean isRefusal(Throwable e) {
        return e instanceof Failure failure && failure.kind() != Failure.Kind.UNAVAILABLE;
    }
}
