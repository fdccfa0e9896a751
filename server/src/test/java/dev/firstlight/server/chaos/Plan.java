package dev.firstlight.server.chaos;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What is to happen in a run.
 *
 * @param name what it is called, in reports and as a directory
 * @param faults their names, one after the other; two at once are joined by {@code +}
 * @param quietMs how long nothing is wrong before, after and between them
 * @param bugs those that are put in on purpose
 */
record Plan(
        String name, long seed, Set<Load> loads, int observers, List<String> faults, int quietMs, Set<String> bugs) {

    /** What is done all the time. */
    enum Load {
        REGISTERS,
        SETS,
        PAIRS,
        COUNTS,
        KEYS,
        RELEASES,
        /** Releases that somebody ends just when the machine does. */
        ABORTS
    }

    static Set<Load> everything() {
        return EnumSet.complementOf(EnumSet.of(Load.ABORTS));
    }
}
