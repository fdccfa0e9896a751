package dev.firstlight.server.guard;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fresh starts of the evidence, so that harm which begins late is not outweighed by the good hours before: half of the
 * stake is on the evidence since the release began, the other half on restarts, the k-th of which gets a part
 * proportional to k^−1.1. A mixture of e-processes with weights that were fixed beforehand is an e-process.
 *
 * <p>A restart's evidence is a quotient of likelihoods, now to then, so all restarts fold into one sum for each bet:
 * looking and restarting take the same time however many restarts there were. Immutable; what it holds is a function of
 * the counters at the restarts and of nothing else.
 */
public final class LateOnset {
    /** No restarts now or ever: all of the stake is on the evidence since the beginning. */
    public static final LateOnset NEVER = new LateOnset(-1, 0, Map.of());

    private static final double FIRST = 0.5;
    private static final double POWER = 1.1;
    // Riemann's zeta function at 1.1: there is no last restart.
    private static final double ZETA = 10.584448464950799;

    private final int restarts;
    private final double spent;
    // ln Σ v_k exp(−L_j at restart k) by scope.
    private final Map<String, double[]> sums;

    private LateOnset(int restarts, double spent, Map<String, double[]> sums) {
        this.restarts = restarts;
        this.spent = spent;
        this.sums = sums;
    }

    /** Before the first restart. */
    public static LateOnset begin() {
        return new LateOnset(0, 0, Map.of());
    }

    /** How many restarts there were. */
    public int restarts() {
        return Math.max(0, restarts);
    }

    /** Restarts the evidence of every scope at these log likelihoods; to be called every 30 minutes of measuring. */
    LateOnset restart(Map<String, double[]> lnLikelihoods) {
        if (restarts < 0) {
            return this;
        }
        double stake = (1 - FIRST) * Math.pow(restarts + 1.0, -POWER) / ZETA;
        Map<String, double[]> next = new TreeMap<>(sums);
        lnLikelihoods.forEach((scope, now) -> {
            double[] sum = sum(scope, now.length).clone();
            for (int j = 0; j < now.length; j++) {
                sum[j] = EProcess.lnAdd(sum[j], Math.log(stake) - now[j]);
            }
            next.put(scope, sum);
        });
        // A scope that was known before and is not named now has not moved; none is ever taken away.
        return new LateOnset(restarts + 1, spent + stake, next);
    }

    /** The evidence of a scope, all restarts together. */
    double lnEvidence(String scope, double[] lnLikelihoods) {
        if (restarts < 0) {
            return EProcess.lnMeanExp(lnLikelihoods);
        }
        double[] since = sum(scope, lnLikelihoods.length);
        double[] logs = new double[lnLikelihoods.length];
        for (int j = 0; j < logs.length; j++) {
            logs[j] = lnLikelihoods[j] + EProcess.lnAdd(Math.log(FIRST), since[j]);
        }
        // Restarts to come hold their stake: each has evidence 1 until it begins.
        return EProcess.lnAdd(EProcess.lnMeanExp(logs), Math.log(1 - FIRST - spent));
    }

    /** A scope that had no events at a restart was at a likelihood of 1 there. */
    private double[] sum(String scope, int bets) {
        double[] known = sums.get(scope);
        if (known != null) {
            return known;
        }
        double[] nothing = new double[bets];
        Arrays.fill(nothing, Math.log(spent));
        return nothing;
    }
}
