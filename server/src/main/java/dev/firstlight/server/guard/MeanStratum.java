package dev.firstlight.server.guard;

import dev.firstlight.server.metric.Count;

/** One region in one stage as {@link Stratum}, with unit means. */
public record MeanStratum(String region, int stage, double share, Moments treatment, Moments control) {

    Stratum units() {
        return new Stratum(region, stage, share, new Count(treatment.units(), 0), new Count(control.units(), 0));
    }

    long both() {
        return treatment.units() + control.units();
    }
}
