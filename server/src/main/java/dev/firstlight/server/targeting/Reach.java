package dev.firstlight.server.targeting;

import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Prerequisite;
import dev.firstlight.core.SegmentSpec;
import dev.firstlight.server.segment.SegmentUses;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How far a change of some flags can be felt: the flags that ask for them as prerequisites, however far up, and all that
 * those ask for in turn. What lies beyond evaluates as before.
 */
record Reach(Set<String> keys) {

    static Reach of(Map<String, FlagSpec> flags, Collection<String> changed) {
        Set<String> above = above(flags, changed);
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(above);
        while (!open.isEmpty()) {
            String key = open.pop();
            FlagSpec flag = flags.get(key);
            if (reached.add(key) && flag != null) {
                flag.prerequisites().forEach(prerequisite -> open.push(prerequisite.flag()));
            }
        }
        return new Reach(reached);
    }

    /** Some flags, and those that ask for them, however far up: whose answers may differ. */
    static Set<String> above(Map<String, FlagSpec> flags, Collection<String> changed) {
        return follow(changed, dependents(flags));
    }

    /** The flags within reach that there are. */
    Map<String, FlagSpec> flags(Map<String, FlagSpec> all) {
        Map<String, FlagSpec> part = new LinkedHashMap<>();
        keys.forEach(key -> {
            FlagSpec flag = all.get(key);
            if (flag != null) {
                part.put(key, flag);
            }
        });
        return part;
    }

    /** The named segments and all that they name in turn. */
    static Map<String, SegmentSpec> segments(Map<String, SegmentSpec> all, Collection<String> named) {
        Map<String, SegmentSpec> part = new LinkedHashMap<>();
        Deque<String> open = new ArrayDeque<>(named);
        while (!open.isEmpty()) {
            String key = open.pop();
            SegmentSpec segment = all.get(key);
            if (segment != null && part.put(key, segment) == null) {
                SegmentUses.in(segment.when()).forEach(open::push);
            }
        }
        return part;
    }

    private static Map<String, List<String>> dependents(Map<String, FlagSpec> flags) {
        Map<String, List<String>> dependents = new HashMap<>();
        flags.forEach((key, flag) -> {
            for (Prerequisite prerequisite : flag.prerequisites()) {
                dependents
                        .computeIfAbsent(prerequisite.flag(), asked -> new java.util.ArrayList<>())
                        .add(key);
            }
        });
        return dependents;
    }

    private static Set<String> follow(Collection<String> from, Map<String, List<String>> edges) {
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            String key = open.pop();
            if (reached.add(key)) {
                edges.getOrDefault(key, List.of()).forEach(open::push);
            }
        }
        return reached;
    }
}
