package dev.firstlight.server.platform;

import java.util.concurrent.atomic.AtomicInteger;

/** Lets in so many at once and no more, so that a storm of one kind takes nothing from the others. */
public final class Bulkhead {

    private final int most;
    private final AtomicInteger inside = new AtomicInteger();

    /** One with room for so many. */
    public Bulkhead(int most) {
        this.most = most;
    }

    /** Takes a place; false where there is none. Whoever got one gives it back by {@link #leave}. */
    public boolean enter() {
        if (inside.incrementAndGet() <= most) {
            return true;
        }
        inside.decrementAndGet();
        return false;
    }

    /** Gives a place back. */
    public void leave() {
        inside.decrementAndGet();
    }

    /** How many places are taken. */
    public int inside() {
        return inside.get();
    }

    /** Whether there is no place left. */
    public boolean isFull() {
        return inside.get() >= most;
    }
}
