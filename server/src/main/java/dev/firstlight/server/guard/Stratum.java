package dev.firstlight.server.guard;

import dev.firstlight.server.metric.Arm;
import dev.firstlight.server.metric.Count;
import dev.firstlight.server.metric.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One region in one stage: the units first exposed there, in both arms, and the share of units that were assigned
 * to the treatment.
 */
public record Stratum(String region, int stage, double share, Count treatment, Count control) {

    /**
     * Cuts a tally into strata.
     *
     * @param shares for each stage the treatment's share of units by region; cells outside it are not the
     *     release's and are left out
     */
    public static List<Stratum> of(Tally tally, List<Map<String, Double>> shares) {
        List<Stratum> strata = new ArrayList<>();
        for (int stage = 0; stage < shares.size(); stage++) {
            for (Map.Entry<String, Double> entry : shares.get(stage).entrySet()) {
                Count treatment = tally.at(entry.getKey(), stage, Arm.TREATMENT);
                Count control = tally.at(entry.getKey(), stage, Arm.CONTROL);
                if (treatment.units() + control.units() > 0) {
                    strata.add(new Stratum(entry.getKey(), stage, entry.getValue(), treatment, control));
                }
            }
        }
        return strata;
    }

    public ArmState treatmentState() {
        return ArmState.of(treatment);
    }

    public ArmState controlState() {
        return ArmState.of(control);
    }

    /** Units with the event in both arms. */
    long events() {
        return treatment.events() + control.events();
    }

    /** Whether both arms can be served here: a stratum with one arm compares nothing. */
    boolean compares() {
        return share > 0 && share < 1;
    }
}
