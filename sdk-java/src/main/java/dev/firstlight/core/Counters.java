package dev.firstlight.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * How often each flag of a ruleset served each variant for each reason. Every {@link Evaluation} knows the number of its
 * kind, so counting looks nothing up and takes no lock and no memory. Threads count in different places, so that they do
 * not wait for one another's memory: a {@code LongAdder} divides itself only where two threads meet at the same moment,
 * and until then they pass it to and fro.
 */
final class Counters {

    /** Of evaluations that are not counted here. */
    static final int NONE = -1;

    private static final VarHandle COUNTS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int MOST = 16;
    private static final int STRIPES = stripes(Runtime.getRuntime().availableProcessors());

    private final List<Tally> kinds;
    private final long[][] stripes;

    /** Counts that are all 0. */
    Counters(List<Tally> kinds) {
        this.kinds = kinds;
        this.stripes = new long[STRIPES][kinds.size()];
    }

    /** A power of two, at least as many as there are processors up to a point. */
    private static int stripes(int processors) {
        return Math.min(MOST, 2 * Integer.highestOneBit(Math.max(1, 2 * processors - 1)));
    }

    void increment(int kind) {
        long[] own = stripes[(int) Thread.currentThread().getId() & (STRIPES - 1)];
        long before = (long) COUNTS.getAndAdd(own, kind, 1L);
        assert before >= 0 : "a count ran over";
    }

    /** What was counted since this was last called. */
    List<Tally> take() {
        List<Tally> taken = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            long sum = 0;
            for (long[] stripe : stripes) {
                sum += (long) COUNTS.getAndSet(stripe, i, 0L);
            }
            if (sum > 0) {
                Tally kind = kinds.get(i);
                taken.add(new Tally(kind.flag(), kind.variant(), kind.reason(), sum));
            }
        }
        return taken;
    }
}
