package dev.firstlight.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the flags of a ruleset have in common while it is compiled. The same comparison in many flags is one object, so
 * that it stays in the processor's cache.
 */
final class Shared {

    private final Map<String, AttributePath> paths = new HashMap<>();
    private final Map<Condition.Leaf, LeafCondition> leaves = new HashMap<>();
    private final Map<Tally, Integer> numbers = new HashMap<>();
    private final List<Tally> kinds = new ArrayList<>();
    private int splits;

    AttributePath path(String attribute) {
        return paths.computeIfAbsent(attribute, AttributePath::new);
    }

    LeafCondition leaf(Condition.Leaf leaf, Operator operator, Match match) {
        return leaves.computeIfAbsent(leaf, same -> new LeafCondition(same, path(same.attribute()), operator, match));
    }

    /** The number of a kind of evaluation. */
    int kind(String flag, String variant, Reason reason) {
        Tally kind = new Tally(flag, variant, reason, 0);
        return numbers.computeIfAbsent(kind, another -> {
            kinds.add(another);
            return kinds.size() - 1;
        });
    }

    /** All kinds of evaluations, by their numbers. */
    List<Tally> kinds() {
        return kinds;
    }

    /** Another number for every split, from 0. */
    int nextSplit() {
        return splits++;
    }
}
