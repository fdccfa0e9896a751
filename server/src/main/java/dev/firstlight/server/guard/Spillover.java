package dev.firstlight.server.guard;

import dev.firstlight.server.metric.Count;

/**
 * Difference in differences: did the rate of reached regions, both arms together, rise more since the release than that
 * of regions not yet reached? It sees what comparing arms cannot, harm that the treatment does to the control, such as
 * a database that both use. Regions have weather of their own, so this is a signal that holds and never more.
 *
 * @param before reached regions before the release
 * @param after the same since it reached them
 * @param elsewhereBefore regions not yet reached, over the same time
 * @param elsewhereAfter the same
 */
public record Spillover(Count before, Count after, Count elsewhereBefore, Count elsewhereAfter) {
    // A standard deviation of ½ of ln(ratio): a rise by two thirds is nothing to wonder at, one by seven is.
    private static final double RHO = 4;

    /** How many times more the rate rose here than elsewhere; 1 is alike, NaN while a count has no event. */
    public double ratio() {
        return (after.rate() / before.rate()) / (elsewhereAfter.rate() / elsewhereBefore.rate());
    }

    /** ln of the evidence that it rose more here (asymptotic, delta method and a one-sided normal mixture). */
    public double lnEvidence() {
        double variance = variance(before) + variance(after) + variance(elsewhereBefore) + variance(elsewhereAfter);
        if (!Double.isFinite(variance) || variance <= 0) {
            return 0;
        }
        return NormalMixture.lnOneSided(Math.log(ratio()) / variance, 1 / variance, RHO);
    }

    /** Whether it is evidence enough to hold. */
    public boolean suspicious() {
        return lnEvidence() >= Math.log(GuardJudge.HOLD_AT);
    }

    /** Of ln(rate). */
    private static double variance(Count count) {
        return 1.0 / count.events() - 1.0 / count.units();
    }
}
