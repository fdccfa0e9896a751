package dev.firstlight.server.guard;

import java.util.Collection;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * Sequential test that units arrive in the arms in the planned proportion (Dirichlet-multinomial, Lindon &amp; Malek).
 * When they do not, units are lost on one side and no comparison of the arms can be trusted.
 */
final class SampleRatio {
    static final double CONCENTRATION = 1_000;
    private static final double ALPHA = 0.001;

    private SampleRatio() {}

    /** Whether any stratum's proportion is off, at a false alarm rate of 0.1 % over all strata together. */
    static boolean off(Collection<Stratum> strata) {
        double limit = Math.log(strata.size() / ALPHA);
        return strata.stream().filter(Stratum::compares).anyMatch(s -> lnBayesFactor(s, CONCENTRATION) >= limit);
    }

    static double lnBayesFactor(Stratum s, double concentration) {
        double treatment = concentration * s.share();
        double control = concentration - treatment;
        long t = s.treatment().units();
        long c = s.control().units();
        return LogGamma.value(concentration)
                - LogGamma.value(concentration + t + c)
                + LogGamma.value(treatment + t)
                - LogGamma.value(treatment)
                + LogGamma.value(control + c)
                - LogGamma.value(control)
                - t * Math.log(s.share())
                - c * Math.log1p(-s.share());
    }
}
