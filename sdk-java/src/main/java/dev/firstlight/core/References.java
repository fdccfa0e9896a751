package dev.firstlight.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Things that name one another, put in an order.
 *
 * @param order all that can be reached without going round in a circle, what is named before what names it
 * @param cyclic those on a cycle and those that lead into one, each with the first it names that is one too
 */
record References(List<String> order, Map<String, String> cyclic) {

    /** So much of a cycle is shown; a ruleset of nothing but one cycle would have very long sentences otherwise. */
    private static final int SHOWN = 10;

    /** Kahn's algorithm; names of things that are not there are passed over. */
    static References of(Map<String, Set<String>> named) {
        Map<String, Integer> missing = new HashMap<>();
        Map<String, List<String>> namedBy = new HashMap<>();
        Deque<String> ready = new ArrayDeque<>();
        named.forEach((key, references) -> {
            List<String> there = references.stream().filter(named::containsKey).toList();
            there.forEach(reference ->
                    namedBy.computeIfAbsent(reference, r -> new ArrayList<>()).add(key));
            missing.put(key, there.size());
            if (there.isEmpty()) {
                ready.add(key);
            }
        });
        List<String> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            String key = ready.remove();
            order.add(key);
            for (String next : namedBy.getOrDefault(key, List.of())) {
                if (missing.merge(next, -1, Integer::sum) == 0) {
                    ready.add(next);
                }
            }
        }
        Set<String> left = new LinkedHashSet<>(named.keySet());
        order.forEach(left::remove);
        Map<String, String> cyclic = new LinkedHashMap<>();
        left.forEach(key -> cyclic.put(
                key,
                named.getOrDefault(key, Set.of()).stream()
                        .filter(left::contains)
                        .findFirst()
                        .orElse(key)));
        return new References(order, cyclic);
    }

    /** The way from a cyclic thing round the cycle it leads into, such as {@code a → b → a}. */
    String cycleFrom(String key) {
        Set<String> way = new LinkedHashSet<>();
        String at = key;
        while (way.size() < SHOWN && way.add(at)) {
            at = cyclic.getOrDefault(at, key);
        }
        String last = way.contains(at) ? Names.shortened(at) : "…";
        return String.join(" → ", way.stream().map(Names::shortened).toList()) + " → " + last;
    }
}
