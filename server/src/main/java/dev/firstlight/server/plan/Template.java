package dev.firstlight.server.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.wire.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Plans that suit most, laid over whatever regions a project has. They guard nothing until a metric is named. */
enum Template {
    CANARY_BY_REGION("Slowly in the region that sees the day first, then one region after the other, then everywhere."),
    CANARY_BY_PERCENTAGE("Everywhere at once, to few units first."),
    RINGS("Region groups one after the other, each slowly; without groups the regions in three rings."),
    BLUE_GREEN("From nobody to everybody in one step, with the old variant one click away."),
    DARK_LAUNCH(
            "Everywhere in quick steps, for what nobody can see yet: it goes on without a verdict, never with harm.");

    private static final int RINGS_WITHOUT_GROUPS = 3;

    private final String description;

    Template(String description) {
        this.description = description;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String description() {
        return description;
    }

    static Optional<Template> of(String key) {
        return Arrays.stream(values()).filter(one -> one.key().equals(key)).findFirst();
    }

    /**
     * The plan as JSON, as a person would write it.
     *
     * @param regions in the order in which they are to be reached, at least one
     * @param groups region groups, each with its regions
     */
    ObjectNode plan(List<String> regions, Map<String, List<String>> groups) {
        ObjectNode plan = Json.object();
        ArrayNode stages = plan.putArray("stages");
        switch (this) {
            case CANARY_BY_REGION -> byRegion(stages, regions);
            case CANARY_BY_PERCENTAGE -> {
                for (int percent : new int[] {1, 5, 25, 50, 95}) {
                    stage(stages, List.of(), percent, "PT1H");
                }
                stage(stages, List.of(), 100, "PT12H");
            }
            case RINGS -> rings(stages, regions, groups);
            case BLUE_GREEN -> {
                stage(stages, List.of(), 100, "PT1H");
                plan.put("watch", "PT24H");
            }
            case DARK_LAUNCH -> {
                for (int percent : new int[] {10, 50, 100}) {
                    stage(stages, List.of(), percent, "PT30M").put("onUndecided", "advance");
                }
            }
        }
        return plan;
    }

    private static void byRegion(ArrayNode stages, List<String> regions) {
        List<String> first = regions.subList(0, 1);
        stage(stages, first, 5, "PT1H");
        stage(stages, first, 50, "PT1H");
        stage(stages, first, 95, "PT12H");
        for (String other : regions.subList(1, regions.size())) {
            stage(stages, List.of(other), 95, "PT4H");
        }
        stage(stages, List.of(), 100, "PT12H");
    }

    private static void rings(ArrayNode stages, List<String> regions, Map<String, List<String>> groups) {
        List<List<String>> rings = new ArrayList<>();
        if (groups.isEmpty()) {
            int each = (regions.size() + RINGS_WITHOUT_GROUPS - 1) / RINGS_WITHOUT_GROUPS;
            for (int from = 0; from < regions.size(); from += each) {
                rings.add(regions.subList(from, Math.min(regions.size(), from + each)));
            }
        } else {
            new TreeMap<>(groups).keySet().forEach(group -> rings.add(List.of(group)));
        }
        for (List<String> ring : rings) {
            stage(stages, ring, 10, "PT1H");
            stage(stages, ring, 95, "PT4H");
        }
        stage(stages, List.of(), 100, "PT12H");
    }

    /** No regions are all of them. */
    private static ObjectNode stage(ArrayNode stages, List<String> regions, int percent, String bake) {
        ObjectNode stage = stages.addObject();
        if (regions.isEmpty()) {
            stage.put("regions", "all");
        } else {
            regions.forEach(stage.putArray("regions")::add);
        }
        return stage.put("percent", percent).put("bake", bake);
    }
}
