package dev.firstlight.server.guard;

import dev.firstlight.server.metric.Count;

/** Strata for tests. */
final class Strata {
    private Strata() {}

    /** {@code treated} of {@code events} units with the event were treated; every unit had it. */
    static Stratum events(String region, long treated, long events, double share) {
        return of(region, treated, treated, events - treated, events - treated, share);
    }

    static Stratum of(String region, long units, long events, long controlUnits, long controlEvents, double share) {
        return new Stratum(region, 0, share, new Count(units, events), new Count(controlUnits, controlEvents));
    }
}
