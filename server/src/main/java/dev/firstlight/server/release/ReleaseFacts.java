package dev.firstlight.server.release;

import dev.firstlight.server.guard.Figures;
import dev.firstlight.server.plan.Plan;
import dev.firstlight.server.plan.SplitPlan;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a release is about, as far as sentences say it.
 *
 * @param startOn the deployment that it follows; null for none
 */
record ReleaseFacts(
        String flag,
        String treatment,
        String control,
        Plan plan,
        SplitPlan split,
        @Nullable StartOn startOn) {
    private static final int MOST_NAMED = 4;

    /** "in nz at 25 %", "in au and nz at 5 to 95 %". */
    String where(int stage) {
        Map<String, Double> percents = split.at(stage);
        List<String> regions = List.copyOf(new TreeSet<>(percents.keySet()));
        double least = percents.values().stream()
                .mapToDouble(Double::doubleValue)
                .min()
                .orElse(0);
        double most = percents.values().stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        String share = least == most
                ? Figures.percent(most)
                : Figures.percent(least).replace(" %", "") + " to " + Figures.percent(most);
        return "in " + names(regions) + " at " + share;
    }

    /** "in nz at 25 %" of one region. */
    String where(int stage, String region) {
        return "in " + region + " at " + Figures.percent(split.at(stage).getOrDefault(region, 0.0));
    }

    /** "stage 2 of 5". */
    String ordinal(int stage) {
        return "stage " + (stage + 1) + " of " + plan.stages().size();
    }

    private static String names(List<String> regions) {
        if (regions.size() > MOST_NAMED) {
            return regions.size() + " regions";
        }
        return regions.size() < 2
                ? String.join("", regions)
                : String.join(", ", regions.subList(0, regions.size() - 1)) + " and " + regions.get(regions.size() - 1);
    }
}
