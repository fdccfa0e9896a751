package dev.firstlight.core;

import java.util.HashMap;
import java.util.Map;

/**
 * What the flags of a ruleset have in common while it is compiled. The same comparison in many flags is one object, so
 * that it stays in the processor's cache.
 */
final class Shared {

    private final Map<String, AttributePath> paths = new HashMap<>();
    private final Map<Condition.Leaf, LeafCondition> leaves = new HashMap<>();
    private int splits;

    AttributePath path(String attribute) {
        return paths.computeIfAbsent(attribute, AttributePath::new);
    }

    LeafCondition leaf(Condition.Leaf leaf, Operator operator, Match match) {
        return leaves.computeIfAbsent(leaf, same -> new LeafCondition(same, path(same.attribute()), operator, match));
    }

    /** Another number for every split, from 0. */
    int nextSplit() {
        return splits++;
    }
}
