package dev.firstlight.server.guard;

import dev.firstlight.server.metric.Count;
import java.util.Collection;

/**
 * Both arms over several strata: the counters added up, and the rates made comparable. Older strata hold mostly
 * control units that had longer to meet the event, so adding up alone would flatter the treatment; each stratum is
 * weighted by what it can compare (Mantel-Haenszel). With one stratum the rates are the plain ones.
 */
public record Rates(Count treatment, Count control, double treatmentRate, double controlRate) {

    static Rates of(Collection<Stratum> strata) {
        Count treatment = Count.NONE;
        Count control = Count.NONE;
        double weights = 0;
        double treated = 0;
        double untreated = 0;
        for (Stratum s : strata) {
            treatment = treatment.plus(s.treatment());
            control = control.plus(s.control());
            double weight = weight(s);
            weights += weight;
            treated += weight * s.treatment().rate();
            untreated += weight * s.control().rate();
        }
        return weights == 0
                ? new Rates(treatment, control, treatment.rate(), control.rate())
                : new Rates(treatment, control, treated / weights, untreated / weights);
    }

    static double weight(Stratum s) {
        double t = s.treatment().units();
        double c = s.control().units();
        return t + c == 0 ? 0 : t * c / (t + c);
    }

    public ArmState treatmentState() {
        return ArmState.of(treatment);
    }

    public ArmState controlState() {
        return ArmState.of(control);
    }

    public double difference() {
        return treatmentRate - controlRate;
    }
}
