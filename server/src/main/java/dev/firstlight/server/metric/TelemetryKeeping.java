package dev.firstlight.server.metric;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Forgets what is only kept to recognise a batch that is sent twice. */
@ApplicationScoped
class TelemetryKeeping {
    private final TelemetryWriter writer;

    TelemetryKeeping(TelemetryWriter writer) {
        this.writer = writer;
    }

    @Scheduled(every = "1h", delayed = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return writer.forgetOldBatches();
    }
}
