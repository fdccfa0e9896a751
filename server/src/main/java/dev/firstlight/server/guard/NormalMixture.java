package dev.firstlight.server.guard;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.Erfcx;

/**
 * Robbins' one-sided normal mixture (Howard, Ramdas, McAuliffe &amp; Sekhon, <i>Time-uniform, nonparametric,
 * nonasymptotic confidence sequences</i>, 2021, section 3.2): the evidence that a sum of centred increments drifts
 * upwards.
 */
final class NormalMixture {
    private NormalMixture() {}

    /**
     * ln of the evidence.
     *
     * @param sum the sum so far
     * @param variance its accumulated variance, not negative
     * @param rho the mixture's tuning, positive and in units of the variance: it is best near a variance of about ten
     *     times as much
     */
    static double lnOneSided(double sum, double variance, double rho) {
        double x = sum / Math.sqrt(variance + rho);
        double scale = 0.5 * Math.log(4 * rho / (variance + rho));
        // For negative x the exponent and ln Φ(x) cancel almost entirely, so the scaled function takes both at once.
        return x < 0
                ? scale + Math.log(0.5 * Erfcx.value(-x / Math.sqrt(2)))
                : scale + x * x / 2 + Math.log(0.5 * Erfc.value(-x / Math.sqrt(2)));
    }
}
