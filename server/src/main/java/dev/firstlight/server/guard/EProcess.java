package dev.firstlight.server.guard;

import java.util.Collection;

/**
 * The conditional e-process on binary outcomes (Lindon &amp; Malek, NeurIPS 2022). Given that N units of a stratum had
 * the event, how many of them were treated depends only on the treatment's share and on the ratio of the two rates;
 * the base rate cancels, so it may drift and differ between strata. Valid at any stopping time.
 *
 * <p>All values are natural logarithms: evidence of e^300 is nothing unusual in a catastrophe.
 */
final class EProcess {
    private static final double[] WORSE = {1.1, 1.2, 1.4, 1.7, 2.2, 3, 5, 10};
    private static final double[] NOT_WORSE = {0.5, 0.75, 0.9, 1};

    private EProcess() {}

    /** Evidence that the treatment's rate is above the control's, against "it is not". */
    static double lnFail(Collection<Stratum> strata) {
        return mixture(strata, WORSE, 1);
    }

    /** Evidence that the treatment's rate is less than {@code limit} times the control's, against "it is not". */
    static double lnPass(Collection<Stratum> strata, double limit) {
        return mixture(strata, NOT_WORSE, limit);
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

    /** ln of the mean of exp(x). */
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

    private static double mixture(Collection<Stratum> strata, double[] ratios, double against) {
        double base = lnLikelihood(strata, against);
        double[] logs = new double[ratios.length];
        for (int j = 0; j < ratios.length; j++) {
            logs[j] = lnLikelihood(strata, ratios[j]) - base;
        }
        return lnMeanExp(logs);
    }
}
