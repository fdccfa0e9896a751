package dev.firstlight.server.guard;

import dev.firstlight.server.metric.Count;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A verdict with what it rests on.
 *
 * @param lnFail natural logarithm of the evidence that the treatment is worse, over all scopes
 * @param lnPass natural logarithm of the evidence that it is not worse by the margin
 * @param weight this guard's share of the evidence that takes a release back, above 0 and at most 1; 1 for a signal,
 *     which has no part in it and holds by itself
 * @param unbalanced the units are not split as planned, so the arms cannot be compared
 * @param measured all that was looked at
 * @param scope the strata where it shows most: one region's, or all
 * @param cause why it holds, if it does
 */
public record Judgement(
        Guard guard,
        Verdict verdict,
        double lnFail,
        double lnPass,
        double weight,
        boolean unbalanced,
        Measured measured,
        List<Stratum> scope,
        Cause cause) {
    private static final double CAP = 1e300;

    /** One of units with an event, that holds for no other reason than the evidence. */
    public Judgement(
            Guard guard,
            Verdict verdict,
            double lnFail,
            double lnPass,
            double weight,
            boolean unbalanced,
            List<Stratum> strata,
            List<Stratum> scope) {
        this(
                guard,
                verdict,
                lnFail,
                lnPass,
                weight,
                unbalanced,
                new Counted(strata, LateOnset.NEVER),
                scope,
                Cause.NONE);
    }

    /** What was counted, or said; equal to what was seen at another look where nothing moved. */
    public Object seen() {
        return measured instanceof Counted || measured instanceof Timed ? measured.layers() : measured;
    }

    /** Whether it counts units; what another system said does not. */
    public boolean measures() {
        return !(measured instanceof Told);
    }

    /** Whether it may take a release back. */
    public boolean takesBack() {
        return guard.hard();
    }

    /** ln of the evidence in the region where there is most, by itself; 0 where there is none. */
    public double worstRegion() {
        double worst = 0;
        for (double evidence : measured.failing(guard.worse()).regions().values()) {
            worst = Math.max(worst, evidence);
        }
        return worst;
    }

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

    /** The units behind it, by region and stage. */
    public List<Stratum> strata() {
        return measured.strata();
    }

    /** Treated units that were measured. */
    public long treated() {
        return strata().stream().map(Stratum::treatment).mapToLong(Count::units).sum();
    }

    /**
     * How long until it passes if both arms are alike and units keep coming as they did.
     *
     * @param watched how long the counters took to become what they are, positive
     * @return null where nothing can be foretold: no events yet, or no binary outcome
     */
    public @Nullable Duration passesIn(Duration watched) {
        return Outlook.wait(Outlook.eventsToPass(this), events(), watched);
    }

    /**
     * How long another release would take to pass this guard, if units came to it as they came to this one.
     *
     * @param share the share of units that would get the treatment, between 0 and 1
     * @param watched how long the counters took to become what they are, positive
     * @return null where nothing can be foretold
     */
    public @Nullable Duration wouldPassIn(double share, Duration watched) {
        return Outlook.wait(Outlook.eventsToPass(guard, share, 0), events(), watched);
    }

    /** The evidence of one stratum by itself. */
    public static double evidence(Stratum stratum) {
        return Math.min(CAP, Math.exp(EProcess.lnFail(List.of(stratum))));
    }

    Judgement with(Verdict other, Cause why) {
        return new Judgement(guard, other, lnFail, lnPass, weight, unbalanced, measured, scope, why);
    }

    private long events() {
        return strata().stream().mapToLong(Stratum::events).sum();
    }
}
