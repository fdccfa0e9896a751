package dev.firstlight.server.sample;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Forgets contexts that nobody asked with for a day. */
@ApplicationScoped
class SampleKeeping {

    private final Samples samples;

    SampleKeeping(Samples samples) {
        this.samples = samples;
    }

    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> expire() {
        return samples.expire();
    }
}
