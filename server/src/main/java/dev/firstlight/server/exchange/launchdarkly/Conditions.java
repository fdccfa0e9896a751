package dev.firstlight.server.exchange.launchdarkly;

import dev.firstlight.core.Condition;
import java.util.List;

/** Conditions that an import is made of. */
final class Conditions {

    /** Holds for nobody. */
    static final Condition NEVER = new Condition.Any(List.of());

    private Conditions() {}

    static Condition leaf(String attribute, String op, List<?> values) {
        return new Condition.Leaf(attribute, op, List.copyOf(values), false, false);
    }

    static Condition exists(String attribute) {
        return leaf(attribute, "exists", List.of());
    }

    static Condition not(Condition condition) {
        return new Condition.Not(condition);
    }

    static Condition all(List<Condition> conditions) {
        return conditions.size() == 1 ? conditions.get(0) : new Condition.All(conditions);
    }

    static Condition any(List<Condition> conditions) {
        return conditions.size() == 1 ? conditions.get(0) : new Condition.Any(conditions);
    }

    /** Any of the same comparison with one value each. */
    static Condition anyOf(String attribute, String op, List<?> values) {
        return any(values.stream()
                .map(value -> leaf(attribute, op, List.of(value)))
                .toList());
    }
}
