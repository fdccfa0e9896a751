package dev.firstlight.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Things that name one another, put in an order.
 *
 * @param order all that can be reached without going round in a circle, what is named before what names it
 * @param cyclic those on a cycle and those that lead into one
 */
record References(List<String> order, Set<String> cyclic) {

    /** A hostile ruleset's circle may be as long as the ruleset, and is described once for each thing on it. */
    private static final int MOST_NAMED = 20;

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
        Set<String> cyclic = new LinkedHashSet<>(named.keySet());
        order.forEach(cyclic::remove);
        return new References(order, cyclic);
    }

    /** The way from a cyclic thing round the cycle it leads into, such as {@code a → b → a}; of a long one, its start. */
    String cycleFrom(String key, Map<String, Set<String>> named) {
        Set<String> way = new LinkedHashSet<>();
        String at = key;
        while (way.size() < MOST_NAMED && way.add(at)) {
            at = named.getOrDefault(at, Set.of()).stream()
                    .filter(cyclic::contains)
                    .findFirst()
                    .orElse(key);
        }
        return String.join(" → ", way) + " → " + (way.contains(at) ? at : "…");
    }
}
