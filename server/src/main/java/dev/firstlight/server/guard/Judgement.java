package dev.firstlight.server.guard;

import dev.firstlight.server.metric.Count;
import java.util.List;

/**
 * A verdict with what it rests on.
 *
 * @param lnFail natural logarithm of the evidence that the treatment is worse, over all scopes
 * @param lnPass natural logarithm of the evidence that it is not worse by the margin
 * @param weight this guard's share of the evidence that takes a release back
 * @param unbalanced the units are not split as planned, so the arms cannot be compared
 * @param strata all that was looked at
 * @param scope the strata where it shows most: one region's, or all
 */
public record Judgement(
        Guard guard,
        Verdict verdict,
        double lnFail,
        double lnPass,
        double weight,
        boolean unbalanced,
        List<Stratum> strata,
        List<Stratum> scope) {
    private static final double CAP = 1e300;

    /** How many times likelier what was seen is if the treatment is worse; capped so that JSON can hold it. */
    public double evidence() {
        return Math.min(CAP, Math.exp(lnFail));
    }

    public double passEvidence() {
        return Math.min(CAP, Math.exp(lnPass));
    }

    /** The evidence at which this guard alone holds the release. */
    public double holdAt() {
        return GuardJudge.HOLD_AT / weight;
    }

    /** The evidence at which this guard alone takes the release back. */
    public double rollbackAt() {
        return GuardJudge.ROLL_BACK_AT / weight;
    }

    /** Treated units that were measured. */
    public long treated() {
        return strata.stream().map(Stratum::treatment).mapToLong(Count::units).sum();
    }

    /** The evidence of one stratum by itself. */
    public static double evidence(Stratum stratum) {
        return Math.min(CAP, Math.exp(EProcess.lnFail(List.of(stratum))));
    }

    Judgement with(Verdict other) {
        return new Judgement(guard, other, lnFail, lnPass, weight, unbalanced, strata, scope);
    }
}
