package dev.firstlight.server.guard;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a quantile at all times (Howard &amp; Ramdas, Bernoulli 2022): a band for charts, and a test that two
 * arms have the same. The evidence that a point is the quantile is the least over what the units of its bucket could
 * be, so buckets make it weaker and never wrong.
 */
final class QuantileSequence {
    // Tuned for small samples: in large ones every mixture is good.
    private static final double PLANNED = 100;
    private static final double ALPHA = 0.05;

    private QuantileSequence() {}

    /**
     * The confidence sequence of a quantile.
     *
     * @param share which, above 0 and below 1: 0.95 is the 95th percentile
     * @param alpha how likely the band may ever miss it
     * @return bounds in the metric's unit; null where the histogram's first or last bucket is inside, or it is empty
     */
    static Interval band(Histogram histogram, double share, double alpha) {
        Arm arm = new Arm(histogram, share);
        int first = -1;
        int last = -1;
        for (int i = 0; i < histogram.counts().size(); i++) {
            if (arm.next() < -Math.log(alpha)) {
                first = first < 0 ? i : first;
                last = i;
            }
        }
        double estimate = histogram.quantile(share);
        return new Interval(
                Double.isInfinite(estimate) ? null : estimate, bound(histogram, first - 1), bound(histogram, last));
    }

    /**
     * An always-valid p-value of "both arms have the same quantile".
     *
     * @param one a histogram
     * @param other one with the same bounds
     * @param share which quantile, above 0 and below 1
     */
    static double pValue(Histogram one, Histogram other, double share) {
        Arm first = new Arm(one, share);
        Arm second = new Arm(other, share);
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < one.counts().size(); i++) {
            least = Math.min(least, first.next() + second.next());
        }
        return Math.min(1, Math.exp(-least));
    }

    private static @Nullable Double bound(Histogram histogram, int bucket) {
        return bucket < 0 || bucket >= histogram.bounds().size()
                ? null
                : histogram.bounds().get(bucket);
    }

    /** Walks over the buckets of one arm. */
    private static final class Arm {
        private final Histogram histogram;
        private final BetaBinomialMixture mixture;
        private final double units;
        private final double least;
        private int bucket;
        private long smaller;

        Arm(Histogram histogram, double share) {
            this.histogram = histogram;
            this.mixture = new BetaBinomialMixture(share, PLANNED, ALPHA);
            this.units = histogram.units();
            this.least = mixture.least(units);
        }

        /** The least evidence that the quantile is not in the next bucket. */
        double next() {
            double from = smaller;
            smaller += histogram.counts().get(bucket++);
            return mixture.ln(units, Math.min(Math.max(least, from), smaller));
        }
    }
}
