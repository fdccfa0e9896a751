package dev.firstlight.server.guard;

import java.util.Collection;

/**
 * The asymptotic confidence sequence of a difference of means (Waudby-Smith, Arbour, Sinha, Kennedy &amp; Ramdas,
 * <i>Time-uniform central limit theory and asymptotic confidence sequences</i>, arXiv 2103.06476), strata weighted by
 * inverse variance. Asymptotic: it says nothing until both arms have 100 units.
 */
final class MeanSequence {
    static final long MIN_UNITS = 100;

    private MeanSequence() {}

    /**
     * An estimate, positive where the treatment's mean is higher.
     *
     * @param error its standard error; 0 where nothing can be said
     * @param units in both arms
     */
    record Estimate(double difference, double error, long units) {
        static final Estimate NONE = new Estimate(0, 0, 0);

        Estimate negated() {
            return new Estimate(-difference, error, units);
        }
    }

    /**
     * The treatment's mean minus {@code factor} times the control's.
     *
     * @param factor positive; 1 compares them as they are
     */
    static Estimate estimate(Collection<MeanStratum> strata, double factor) {
        long treated = 0;
        long untreated = 0;
        double weights = 0;
        double sum = 0;
        for (MeanStratum s : strata) {
            double variance =
                    s.treatment().squaredError() + factor * factor * s.control().squaredError();
            if (s.treatment().units() < 2 || s.control().units() < 2 || variance <= 0) {
                continue;
            }
            treated += s.treatment().units();
            untreated += s.control().units();
            weights += 1 / variance;
            sum += (s.treatment().mean() - factor * s.control().mean()) / variance;
        }
        return treated < MIN_UNITS || untreated < MIN_UNITS
                ? Estimate.NONE
                : new Estimate(sum / weights, Math.sqrt(1 / weights), treated + untreated);
    }

    /**
     * How far below the estimate a one-sided bound lies that holds at all times with probability 1 − alpha.
     *
     * @param alpha above 0 and below ½
     * @param planned the number of units at which the bound is tightest, fixed beforehand
     */
    static double halfWidth(Estimate e, double alpha, long planned) {
        double n = e.units();
        double rho = tuning(alpha, planned);
        double v = n * rho * rho + 1;
        return e.error()
                * Math.sqrt(n)
                * Math.sqrt(2 * v / (n * rho * n * rho) * Math.log1p(Math.sqrt(v) / (2 * alpha)));
    }

    /** ln of the evidence that the difference is above 0: the mixture that the bound is an inversion of. */
    static double lnEvidence(Estimate e, double alpha, long planned) {
        if (e.units() == 0) {
            return 0;
        }
        double rho = tuning(alpha, planned);
        // In units of one unit's standard deviation: the sum of n differences, whose variance is n.
        return NormalMixture.lnOneSided(e.difference() * Math.sqrt(e.units()) / e.error(), e.units(), 1 / (rho * rho));
    }

    private static double tuning(double alpha, long planned) {
        double l = -2 * Math.log(2 * alpha);
        return Math.sqrt((l + Math.log1p(l)) / planned);
    }
}
