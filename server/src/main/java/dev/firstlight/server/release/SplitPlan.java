package dev.firstlight.server.release;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What share of units each region gives to the treatment, stage by stage. Shares only grow, and the treatment's
 * range starts at bucket 0, so no unit that has the treatment loses it but by rollback.
 */
record SplitPlan(List<Map<String, Double>> percents) {

    /** Lays a plan over the project's regions as they are now; a later change of a group does not move a release. */
    static SplitPlan of(Plan plan, List<String> regions, Map<String, List<String>> groups) {
        List<Map<String, Double>> percents = new ArrayList<>();
        Map<String, Double> sofar = Map.of();
        for (int i = 0; i < plan.stages().size(); i++) {
            Stage stage = plan.stage(i);
            double percent =
                    plan.isLast(i) && stage.percent() == 100 ? 100 : Math.min(stage.percent(), 100 - plan.holdback());
            Map<String, Double> now = new LinkedHashMap<>(sofar);
            List<String> named = stage.regions();
            for (String region : named == null ? regions : expand(named, groups)) {
                now.merge(region, percent, Math::max);
            }
            percents.add(now);
            sofar = now;
        }
        return new SplitPlan(percents);
    }

    private static Set<String> expand(List<String> named, Map<String, List<String>> groups) {
        Set<String> regions = new LinkedHashSet<>();
        named.forEach(name -> regions.addAll(groups.getOrDefault(name, List.of(name))));
        return regions;
    }

    /** The treatment's percentage by region in a stage; regions not treated yet are absent. */
    Map<String, Double> at(int stage) {
        return percents.get(stage);
    }

    /** The same for all stages as a share between 0 and 1, as evidence wants it. */
    List<Map<String, Double>> shares() {
        return percents.stream().map(SplitPlan::shares).toList();
    }

    private static Map<String, Double> shares(Map<String, Double> percents) {
        Map<String, Double> shares = new LinkedHashMap<>();
        percents.forEach((region, percent) -> shares.put(region, percent / 100));
        return shares;
    }

    /** How many regions the release will ever treat. */
    int regions() {
        return percents.isEmpty() ? 0 : percents.get(percents.size() - 1).size();
    }
}
