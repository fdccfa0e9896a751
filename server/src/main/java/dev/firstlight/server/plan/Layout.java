package dev.firstlight.server.plan;

import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Lays a plan over a project's regions as they are, or says all that keeps it from fitting. */
public final class Layout {
    private final Plan plan;
    private final List<String> regions;
    private final Map<String, List<String>> groups;
    private final List<Problem.Entry> problems = new ArrayList<>();

    private Layout(Plan plan, List<String> regions, Map<String, List<String>> groups) {
        this.plan = plan;
        this.regions = regions;
        this.groups = groups;
    }

    /**
     * What each stage gives to each region.
     *
     * @param regions the project's, by key
     * @param groups its region groups, each with its regions
     * @throws Failure where a region is unknown, a percentage falls, or stages that begin together share a region
     */
    public static SplitPlan of(Plan plan, List<String> regions, Map<String, List<String>> groups) {
        Layout layout = new Layout(plan, regions, groups);
        layout.check();
        if (!layout.problems.isEmpty()) {
            throw Failure.invalid(layout.problems);
        }
        return SplitPlan.of(plan, regions, groups);
    }

    private void check() {
        if (regions.isEmpty()) {
            problem("", "The project has no regions; PUT one at …/regions/{key}, then release to it.");
            return;
        }
        Map<String, Double> reached = new HashMap<>();
        Set<String> together = new HashSet<>();
        for (int i = 0; i < plan.stages().size(); i++) {
            Stage stage = plan.stage(i);
            if (!stage.parallel()) {
                together.clear();
            }
            Set<String> named = named(i, stage);
            falls(i, stage.percent(), named, reached);
            Set<String> shared = new TreeSet<>(named);
            shared.retainAll(together);
            if (!shared.isEmpty()) {
                problem(
                        "/" + i + "/regions",
                        "Stages that begin together cannot both treat " + String.join(", ", shared) + ".");
            }
            together.addAll(named);
            named.forEach(region -> reached.merge(region, stage.percent(), Math::max));
        }
    }

    private Set<String> named(int index, Stage stage) {
        List<String> keys = stage.regions();
        if (keys == null) {
            return new HashSet<>(regions);
        }
        Set<String> named = new HashSet<>();
        for (int j = 0; j < keys.size(); j++) {
            String key = keys.get(j);
            if (groups.containsKey(key)) {
                named.addAll(groups.getOrDefault(key, List.of()));
            } else if (regions.contains(key)) {
                named.add(key);
            } else {
                problem(
                        "/" + index + "/regions/" + j,
                        "There is no region or region group \"" + key + "\". There are " + String.join(", ", regions)
                                + ".");
            }
        }
        return named;
    }

    private void falls(int index, double percent, Set<String> named, Map<String, Double> reached) {
        for (String region : new TreeSet<>(named)) {
            double before = reached.getOrDefault(region, 0.0);
            if (percent < before) {
                problem(
                        "/" + index + "/percent",
                        "An earlier stage gave " + region + " " + before + " %; a stage only adds, so it takes at least"
                                + " that.");
                return;
            }
        }
    }

    private void problem(String below, String detail) {
        problems.add(new Problem.Entry("/plan/stages" + below, detail));
    }
}
