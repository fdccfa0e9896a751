package dev.firstlight.server.platform;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.ScheduledExecution;
import jakarta.inject.Singleton;

/** Skips what is done at a time, on nodes that are not there for it. */
@Singleton
public class NoTicker implements Scheduled.SkipPredicate {

    private final Duties duties;

    NoTicker(Duties duties) {
        this.duties = duties;
    }

    @Override
    public boolean test(ScheduledExecution execution) {
        return !duties.has(Duty.TICKER);
    }
}
