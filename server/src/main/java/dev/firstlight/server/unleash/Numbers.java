package dev.firstlight.server.unleash;

import dev.firstlight.core.Condition;
import dev.firstlight.core.RulesetSpec;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which attributes a ruleset compares as numbers: Unleash's contexts have texts alone. */
final class Numbers {

    private static final Set<String> COMPARISONS = Set.of("<", "<=", ">", ">=");

    private final Set<String> attributes = new HashSet<>();

    private Numbers() {}

    static Set<String> of(RulesetSpec spec) {
        Numbers numbers = new Numbers();
        spec.flags().values().forEach(flag -> flag.rules().forEach(rule -> numbers.add(rule.when())));
        spec.segments().values().forEach(segment -> numbers.add(segment.when()));
        return numbers.attributes;
    }

    private void add(@Nullable Condition condition) {
        if (condition instanceof Condition.All all) {
            all.conditions().forEach(this::add);
        } else if (condition instanceof Condition.Any any) {
            any.conditions().forEach(this::add);
        } else if (condition instanceof Condition.Not not) {
            add(not.condition());
        } else if (condition instanceof Condition.Leaf leaf
                && (COMPARISONS.contains(leaf.op())
                        || (leaf.op().equals("in") && leaf.values().stream().anyMatch(Number.class::isInstance)))) {
            attributes.add(leaf.attribute());
        }
    }
}
