package dev.firstlight.server.audit;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Says in the log where each chain is, while the service runs and when it ends. A log is kept where the database's owner
 * does not write; what it says of a chain is then an anchor to verify the chain by.
 */
@ApplicationScoped
class AuditAnchors {

    private static final Logger LOG = Logger.getLogger(AuditAnchors.class);
    private static final long LONGEST_STOP_S = 2;

    private final AuditLog log;
    private final Map<String, Anchor> said = new ConcurrentHashMap<>();

    AuditAnchors(AuditLog log) {
        this.log = log;
    }

    @Scheduled(
            every = "${firstlight.audit.anchor-every:1h}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> say() {
        return log.anchors()
                .invoke(anchors -> anchors.forEach((project, anchor) -> {
                    if (!anchor.equals(said.put(project, anchor))) {
                        LOG.infof("The audit of %s stands at %s", project, anchor);
                    }
                }))
                .onFailure()
                .invoke(e -> LOG.warnf("Where the audits stand could not be read: %s", e.getMessage()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    void stop(@Observes ShutdownEvent event) {
        try {
            say().subscribeAsCompletionStage().get(LONGEST_STOP_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Where the audits stand is not said at this stop; the database does not answer");
        }
    }
}
