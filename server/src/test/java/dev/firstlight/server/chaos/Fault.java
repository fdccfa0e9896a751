package dev.firstlight.server.chaos;

import java.util.Random;

/**
 * Something that goes wrong.
 *
 * @param millis how long, at least and at most
 * @param currentWithinMs how soon what was edited before, and as it began, is at every observer though it goes on; 0 where
 *     that may have to wait until it is over
 * @param writable whether no write may fail meanwhile
 */
record Fault(String name, int[] millis, int currentWithinMs, boolean writable, Act act) {

    /** What happens, and what to do to end it. */
    interface Act {
        Heal begin(Cluster cluster, Random random) throws Exception;
    }

    /** Makes it well again. */
    interface Heal {
        void heal() throws Exception;
    }

    static Fault of(String name, int least, int most, Act act) {
        return new Fault(name, new int[] {least, most}, 0, false, act);
    }

    /** One that hinders neither writes nor, for longer than the poll takes, what they changed. */
    static Fault harmless(String name, int least, int most, Act act) {
        return new Fault(name, new int[] {least, most}, 5_000, true, act);
    }

    Fault currentWithin(int limitMs) {
        return new Fault(name, millis, limitMs, writable, act);
    }

    int hold(Random random) {
        return millis[0] + random.nextInt(millis[1] - millis[0] + 1);
    }
}
