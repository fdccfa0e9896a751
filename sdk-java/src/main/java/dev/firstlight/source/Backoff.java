package dev.firstlight.source;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Waits between retries: up to a bound that doubles, and anywhere below it, so that clients do not come in step. */
final class Backoff {

    private final Duration first;
    private final Duration last;
    private int failures;

    Backoff(Duration first, Duration last) {
        this.first = first;
        this.last = last;
    }

    /** The wait before the next retry. */
    Duration next() {
        int doublings = Math.min(failures++, 20);
        long bound = Math.min(first.toMillis() << doublings, last.toMillis());
        return within(Duration.ofMillis(bound));
    }

    void reset() {
        failures = 0;
    }

    /** Anywhere from nothing to all of a span. */
    static Duration within(Duration span) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(span.toMillis() + 1));
    }
}
