package dev.firstlight.bench;

import org.jspecify.annotations.Nullable;

/**
 * What our client is to reach in a workload.
 *
 * @param nanos at most
 * @param times as fast as LaunchDarkly's SDK, at least
 */
record Goal(double nanos, boolean withoutMemory, double times) {

    /** Null where none was set. */
    static @Nullable Goal of(Workload workload) {
        return switch (workload) {
            case TOGGLE -> new Goal(8, true, 3);
            case RULES -> new Goal(50, true, 2);
            case SPLIT -> new Goal(10, true, 4);
            case SPLIT_FRESH -> new Goal(40, false, 4);
            case PREREQUISITE -> new Goal(15, true, 4);
            case SEGMENT -> new Goal(20, true, 2.5);
            case RULES_FRESH -> null;
        };
    }
}
