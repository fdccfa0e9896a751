package dev.firstlight.core;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The counts of many things, by their numbers, each several times: threads count in different places, so that they do
 * not wait for one another's memory. (A {@code LongAdder} divides itself only where two threads meet at the same moment,
 * and until then they pass it to and fro.)
 */
final class Counters {

    private static final int MOST = 16;
    private static final int STRIPES = stripes(Runtime.getRuntime().availableProcessors());

    private final AtomicLongArray[] stripes = new AtomicLongArray[STRIPES];

    /** Counters that are all 0. */
    Counters(int count) {
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = new AtomicLongArray(count);
        }
    }

    /** A power of two, at least as many as there are processors up to a point. */
    private static int stripes(int processors) {
        return Math.min(MOST, 2 * Integer.highestOneBit(Math.max(1, 2 * processors - 1)));
    }

    void increment(int number) {
        stripes[(int) Thread.currentThread().getId() & (STRIPES - 1)].getAndIncrement(number);
    }

    /** The count since this was last called. */
    long take(int number) {
        long sum = 0;
        for (AtomicLongArray stripe : stripes) {
            if (stripe.get(number) != 0) {
                sum += stripe.getAndSet(number, 0);
            }
        }
        return sum;
    }
}
