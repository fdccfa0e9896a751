package dev.firstlight.server.guard;

import org.apache.commons.numbers.gamma.LogBeta;

/**
 * The two-sided beta-binomial mixture (Howard &amp; Ramdas, <i>Sequential estimation of quantiles with applications to
 * A/B testing and best-arm identification</i>, Bernoulli 2022): the evidence that the share of values below a point is
 * not p. A Beta prior whose mean is p bets against p.
 */
final class BetaBinomialMixture {
    private final double p;
    private final double below;
    private final double above;

    /**
     * Tunes the mixture.
     *
     * @param p between 0 and 1
     * @param planned the number of values at which it is best, positive
     * @param alpha the level at which it is best
     */
    BetaBinomialMixture(double p, double planned, double alpha) {
        this.p = p;
        double v = p * (1 - p);
        double l = 2 * Math.log(1 / alpha);
        double r = Math.max(planned * v / (l + Math.log1p(l)) - v, 1e-3 * v);
        this.below = r / (1 - p);
        this.above = r / p;
    }

    /**
     * ln of the evidence.
     *
     * @param values how many values there are
     * @param smaller how many of them are below the point, between 0 and {@code values}, not necessarily whole
     */
    double ln(double values, double smaller) {
        double larger = values - smaller;
        return LogBeta.value(below + smaller, above + larger)
                - LogBeta.value(below, above)
                - smaller * Math.log(p)
                - larger * Math.log1p(-p);
    }

    /** How many of the values are below the point at which there is the least evidence; not whole. */
    double least(double values) {
        double low = 0;
        double high = values;
        // The evidence is convex in the number of smaller values.
        for (int i = 0; i < 100; i++) {
            double third = (high - low) / 3;
            if (ln(values, low + third) < ln(values, high - third)) {
                high -= third;
            } else {
                low += third;
            }
        }
        return (low + high) / 2;
    }
}
