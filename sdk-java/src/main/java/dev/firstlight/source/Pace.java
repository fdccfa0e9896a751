package dev.firstlight.source;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How many connections servers are asked for: so many at once, then one for each span. Full jitter alone may draw short
 * waits in a row, and a server that answers nothing gets two connections for each request.
 */
final class Pace {

    private static final int AT_ONCE = 7;

    private final long span;
    private final LongSupplier nanoTime;
    /** When as many as ever may be asked for at once again. */
    private long full;

    /** @param span for each connection, once as many as may be were asked for at once */
    Pace(Duration span, LongSupplier nanoTime) {
        this.span = span.toNanos();
        this.nanoTime = nanoTime;
        this.full = nanoTime.getAsLong();
    }

    /** One was asked for. */
    synchronized void spend() {
        long now = nanoTime.getAsLong();
        full = now + Math.max(0, full - now) + span;
    }

    boolean hasRoom() {
        return until(1).isZero();
    }

    /** How long it is until there is room for so many. */
    synchronized Duration until(int connections) {
        long owed = full - nanoTime.getAsLong();
        return Duration.ofNanos(Math.max(0, owed - (AT_ONCE - connections) * span));
    }
}
