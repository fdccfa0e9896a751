package dev.firstlight.server.guard;

import java.util.Collection;

/**
 * Both arms as people see them.
 *
 * @param rates the shares of units with the event, or the means
 * @param ratio of the rates; unknown for means
 * @param limit the difference that is still allowed: the control's rate times the margin
 */
public record Comparison(Rates rates, Interval ratio, Interval difference, double confidence, double limit) {

    /** Of units with an event. */
    public static Comparison of(Guard guard, Collection<Stratum> strata) {
        Rates rates = Rates.of(strata);
        Interval ratio = ConfidenceSequence.ratio(strata);
        return new Comparison(
                rates,
                ratio,
                ConfidenceSequence.difference(strata, ratio),
                ConfidenceSequence.CONFIDENCE,
                rates.controlRate() * guard.margin());
    }

    /** Of all that a guard looked at. */
    public static Comparison of(Judgement j) {
        return j.measured() instanceof Averaged averaged ? of(j.guard(), averaged) : of(j.guard(), j.strata());
    }

    static Comparison of(Guard guard, Averaged averaged) {
        Rates rates = averaged.rates();
        return new Comparison(
                rates,
                Interval.UNKNOWN,
                averaged.difference(),
                ConfidenceSequence.CONFIDENCE,
                Math.abs(rates.controlRate()) * guard.margin());
    }

    /** The treatment's units; its rate is a mean where means are compared. */
    public ArmState treatment() {
        return arm(rates.treatmentState(), rates.treatmentRate());
    }

    /** The same of the control. */
    public ArmState control() {
        return arm(rates.controlState(), rates.controlRate());
    }

    /** Counters say their own rate; means have no event to count. */
    private static ArmState arm(ArmState counted, double rate) {
        return counted.events() > 0 ? counted : new ArmState(counted.units(), 0, rate);
    }
}
