package dev.firstlight.server.guard;

import java.util.Collection;

/**
 * Both arms as people see them.
 *
 * @param limit the difference that is still allowed: the control's rate times the margin
 */
public record Comparison(Rates rates, Interval ratio, Interval difference, double confidence, double limit) {

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
}
