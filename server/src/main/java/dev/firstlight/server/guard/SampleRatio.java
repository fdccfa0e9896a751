package dev.firstlight.server.guard;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * Sequential test that units arrive in the arms in the planned proportion (Dirichlet-multinomial, Lindon &amp; Malek,
 * NeurIPS 2022). When they do not, units are lost on one side and no comparison of the arms can be trusted.
 *
 * <p>Half of the stake is on all strata of one share together, where a loss that is everywhere shows early, and half on
 * each stratum by itself; in each, half on a proportion that is far off (concentration 1,000) and half on one that is
 * near (10,000). Averages of Bayes factors are e-values, so nothing needs to be known beforehand.
 */
final class SampleRatio {
    static final double[] CONCENTRATIONS = {1_000, 10_000};
    private static final double ALPHA = 0.001;

    private SampleRatio() {}

    /** Whether the proportion is off, at a false alarm rate of 0.1 % over all strata together. */
    static boolean off(Collection<Stratum> strata) {
        return lnEvidence(strata) >= -Math.log(ALPHA);
    }

    /** ln of the evidence that the proportion is not as planned; 0 where no stratum compares. */
    static double lnEvidence(Collection<Stratum> strata) {
        Map<Double, long[]> byShare = new TreeMap<>();
        double each = Double.NEGATIVE_INFINITY;
        int compared = 0;
        for (Stratum s : strata) {
            if (s.compares()) {
                long t = s.treatment().units();
                long c = s.control().units();
                each = EProcess.lnAdd(each, lnBayesFactor(s.share(), t, c));
                compared++;
                long[] units = byShare.computeIfAbsent(s.share(), share -> new long[2]);
                units[0] += t;
                units[1] += c;
            }
        }
        if (compared == 0) {
            return 0;
        }
        double together = Double.NEGATIVE_INFINITY;
        for (Map.Entry<Double, long[]> group : byShare.entrySet()) {
            long[] units = group.getValue();
            together = EProcess.lnAdd(together, lnBayesFactor(group.getKey(), units[0], units[1]));
        }
        return EProcess.lnMeanExp(together - Math.log(byShare.size()), each - Math.log(compared));
    }

    private static double lnBayesFactor(double share, long treated, long untreated) {
        double[] logs = new double[CONCENTRATIONS.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = lnBayesFactor(share, treated, untreated, CONCENTRATIONS[i]);
        }
        return EProcess.lnMeanExp(logs);
    }

    /**
     * ln of the Bayes factor of "some other proportion" against the planned one.
     *
     * @param share the treatment's planned share, above 0 and below 1
     * @param treated units in the treatment
     * @param untreated units in the control
     * @param concentration how near to the planned one the other is expected, in units
     */
    static double lnBayesFactor(double share, long treated, long untreated, double concentration) {
        double treatment = concentration * share;
        double control = concentration - treatment;
        return LogGamma.value(concentration)
                - LogGamma.value(concentration + treated + untreated)
                + LogGamma.value(treatment + treated)
                - LogGamma.value(treatment)
                + LogGamma.value(control + untreated)
                - LogGamma.value(control)
                - treated * Math.log(share)
                - untreated * Math.log1p(-share);
    }
}
