package dev.firstlight.server.plan;

import dev.firstlight.core.Hash;
import dev.firstlight.core.Range;
import dev.firstlight.core.RegionalRanges;
import dev.firstlight.core.ReleaseSpec;
import dev.firstlight.core.Serve;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What share of units each region gives to the treatment, stage by stage. Shares only grow, and the treatment's
 * range starts at bucket 0, so no unit that has the treatment loses it but by rollback.
 */
public record SplitPlan(List<Map<String, Double>> percents) {
    private static final String BY = "targetingKey";
    private static final int BUCKETS = 100_000;

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
    public Map<String, Double> at(int stage) {
        return percents.get(stage);
    }

    /**
     * What the flag serves by default in a stage. A unit whose region is unknown, or not treated yet, gets the
     * control; the control also comes last, for units that cannot be put in a bucket.
     */
    public Serve.Split serve(int stage, String treatment, String control) {
        Map<Double, List<String>> byPercent = new TreeMap<>();
        at(stage).forEach((region, percent) -> byPercent
                .computeIfAbsent(percent, p -> new ArrayList<>())
                .add(region));
        List<RegionalRanges> regional = byPercent.entrySet().stream()
                .map(entry -> new RegionalRanges(entry.getValue(), ranges(entry.getKey(), treatment, control)))
                .toList();
        return new Serve.Split(BY, Hash.MURMUR3, null, regional, List.of(new Range(BUCKETS, control)));
    }

    /** What SDKs must know to say who was exposed to what. */
    public ReleaseSpec spec(String id, int stage, String treatment, String control, List<String> metrics) {
        return new ReleaseSpec(
                id,
                stage,
                treatment,
                control,
                List.copyOf(new TreeSet<>(at(stage).keySet())),
                metrics);
    }

    private static List<Range> ranges(double percent, String treatment, String control) {
        int to = (int) Math.round(percent * BUCKETS / 100);
        return to >= BUCKETS
                ? List.of(new Range(BUCKETS, treatment))
                : List.of(new Range(to, treatment), new Range(BUCKETS, control));
    }

    /** The same for all stages as a share between 0 and 1, as evidence wants it. */
    public List<Map<String, Double>> shares() {
        return percents.stream().map(SplitPlan::shares).toList();
    }

    private static Map<String, Double> shares(Map<String, Double> percents) {
        Map<String, Double> shares = new LinkedHashMap<>();
        percents.forEach((region, percent) -> shares.put(region, percent / 100));
        return shares;
    }

    /** The regions that the stages from one to another treat and none before them. */
    public Set<String> added(int from, int to) {
        Set<String> added = new LinkedHashSet<>(at(to).keySet());
        if (from > 0) {
            added.removeAll(at(from - 1).keySet());
        }
        return added;
    }

    /** The regions to which a stage itself gives more. */
    public Set<String> raised(int stage) {
        Set<String> raised = new LinkedHashSet<>();
        at(stage).forEach((region, percent) -> {
            if (stage == 0 || percent > at(stage - 1).getOrDefault(region, 0.0)) {
                raised.add(region);
            }
        });
        return raised;
    }

    /** The same without some regions: there the release was taken back. */
    public SplitPlan without(Set<String> out) {
        if (out.isEmpty()) {
            return this;
        }
        return new SplitPlan(percents.stream()
                .map(stage -> {
                    Map<String, Double> kept = new LinkedHashMap<>(stage);
                    kept.keySet().removeAll(out);
                    return kept;
                })
                .toList());
    }

    /** The stage in which a region is treated first; null where it never is. */
    public @Nullable Integer firstStage(String region) {
        for (int stage = 0; stage < percents.size(); stage++) {
            if (at(stage).containsKey(region)) {
                return stage;
            }
        }
        return null;
    }

    /** How many regions the release will ever treat. */
    public int regions() {
        return percents.isEmpty() ? 0 : percents.get(percents.size() - 1).size();
    }
}
