package dev.firstlight.server.guard;

/** The control's percentiles before the release, in the metric's unit; bounds of the histogram. */
public record LatencyThresholds(double p75, double p95, double p99) {

    /**
     * From what the control did before the release.
     *
     * @param before of at least a few hundred units; a percentile in the unbounded bucket is one that nobody exceeds
     */
    public static LatencyThresholds of(Histogram before) {
        return new LatencyThresholds(before.quantile(0.75), before.quantile(0.95), before.quantile(0.99));
    }
}
