package dev.firstlight.server.guard;

import dev.firstlight.server.metric.Count;

/** One region in one stage as {@link Stratum}, with a histogram of one value for each unit; all have the same bounds. */
public record LatencyStratum(String region, int stage, double share, Histogram treatment, Histogram control) {

    Stratum above(double threshold) {
        return new Stratum(
                region,
                stage,
                share,
                new Count(treatment.units(), treatment.above(threshold)),
                new Count(control.units(), control.above(threshold)));
    }
}
