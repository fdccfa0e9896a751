package dev.firstlight.server.audit;

import dev.firstlight.server.platform.Failure;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Verifies chains for whoever asks, one at a time on a thread and a connection: a long one keeps no other request
 * waiting. Who asks while a project's chain is being walked gets what that walk finds.
 */
@ApplicationScoped
class AuditVerifier {

    private static final int LONGEST_QUEUE = 100;

    private final AuditLog log;
    private final Pool pool;
    private final Map<String, CompletableFuture<Verdict>> walking = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor thread;

    AuditVerifier(AuditLog log, Pool pool) {
        this.log = log;
        this.pool = pool;
        this.thread =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(LONGEST_QUEUE), task -> {
                    Thread made = new Thread(task, "audit-verify");
                    made.setDaemon(true);
                    return made;
                });
        thread.allowCoreThreadTimeOut(true);
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }

    /** Verifies a project's chain, and compares it with an anchor where one is given. */
    Uni<Verdict> verify(String project, @Nullable Anchor anchor) {
        // A copy, so that one who goes away does not take the walk from the others.
        Uni<Verdict> walked = Uni.createFrom().completionStage(() -> walking.computeIfAbsent(project, this::start)
                .copy());
        return anchor == null
                ? walked
                : walked.flatMap(verdict -> log.row(project, anchor.seq())
                        .map(row -> anchor.compare(verdict, row == null ? null : row.hash())));
    }

    private CompletableFuture<Verdict> start(String project) {
        if (thread.getQueue().remainingCapacity() == 0) {
            throw Failure.of(Failure.Kind.TOO_MANY, "Too many chains wait to be verified; try again later.");
        }
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return walk(project);
                    } finally {
                        walking.remove(project);
                    }
                },
                thread);
    }

    private Verdict walk(String project) {
        SqlConnection connection = Blocking.await(pool.getConnection());
        try {
            return ChainWalk.verify(connection, project, null);
        } finally {
            connection.close();
        }
    }
}
