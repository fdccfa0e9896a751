package dev.firstlight.server.guard;

import java.util.Collection;

/**
 * The conditional e-process on binary outcomes (Lindon &amp; Malek, <i>Anytime-valid inference for multinomial count
 * data</i>, NeurIPS 2022). Given that N units of a stratum had the event, how many of them were treated depends only
 * on the treatment's share and on the ratio of the two rates; the base rate cancels, so it may drift and differ
 * between strata. Valid at any stopping time. With events that are Poisson (a rate, not one per unit) it holds alike,
 * the share then being the treatment's share of what the events are counted per.
 *
 * <p>All values are natural logarithms: evidence of e^300 is nothing unusual in a catastrophe.
 */
final class EProcess {
    private EProcess() {}

    /** Evidence that a bad event is more frequent in the treatment, against "it is not"; 0 without data. */
    static double lnFail(Collection<Stratum> strata) {
        return lnFail(strata, Worse.HIGHER);
    }

    /** Evidence that the treatment is worse, against "it is not"; 0 without data. */
    static double lnFail(Collection<Stratum> strata, Worse worse) {
        return lnMeanExp(worse.worse.lnLikelihoods(strata));
    }

    /** Evidence that the treatment's rate is less than {@code limit} times the control's, against "it is not". */
    static double lnPass(Collection<Stratum> strata, double limit) {
        return lnNotWorse(strata, Worse.HIGHER, limit);
    }

    /**
     * Evidence that the treatment is not worse by the margin (non-inferiority), against "it is".
     *
     * @param margin relative and not negative, see {@link Worse#limit}
     */
    static double lnPass(Collection<Stratum> strata, Worse worse, double margin) {
        return lnNotWorse(strata, worse, worse.limit(margin));
    }

    /** The log likelihood of a ratio of rates, given how many units had the event in each stratum. */
    static double lnLikelihood(Collection<Stratum> strata, double ratio) {
        double sum = 0;
        for (Stratum s : strata) {
            if (s.compares() && s.events() > 0) {
                sum += s.treatment().events() * Math.log(ratio) - s.events() * Math.log1p(s.share() * (ratio - 1));
            }
        }
        return sum;
    }

    /** ln of the mean of exp(x), without leaving the range of doubles. */
    static double lnMeanExp(double... x) {
        double max = Double.NEGATIVE_INFINITY;
        for (double v : x) {
            max = Math.max(max, v);
        }
        if (max == Double.NEGATIVE_INFINITY) {
            return max;
        }
        double sum = 0;
        for (double v : x) {
            sum += Math.exp(v - max);
        }
        return max + Math.log(sum / x.length);
    }

    /** ln(exp(a) + exp(b)). */
    static double lnAdd(double a, double b) {
        double max = Math.max(a, b);
        return max == Double.NEGATIVE_INFINITY ? max : max + Math.log1p(Math.exp(Math.min(a, b) - max));
    }

    private static double lnNotWorse(Collection<Stratum> strata, Worse worse, double limit) {
        double[] logs = worse.notWorse.lnLikelihoods(strata);
        double base = lnLikelihood(strata, limit);
        for (int k = 0; k < logs.length; k++) {
            logs[k] -= base;
        }
        return lnMeanExp(logs);
    }
}
