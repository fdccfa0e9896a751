package dev.firstlight.server.exchange;

import dev.firstlight.core.Condition;
import java.util.List;

/** Conditions that an import is made of. */
public final class Conditions {

    /** Holds for nobody. */
    public static final Condition NEVER = new Condition.Any(List.of());

    /** Holds for everybody. */
    public static final Condition ALWAYS = new Condition.All(List.of());

    private Conditions() {}

    /** A comparison of an attribute, or of any element of a list. */
    public static Condition leaf(String attribute, String op, List<?> values) {
        return new Condition.Leaf(attribute, op, List.copyOf(values), false, false);
    }

    /** Holds where the attribute is there and not null. */
    public static Condition exists(String attribute) {
        return leaf(attribute, "exists", List.of());
    }

    /** Holds where the other does not. */
    public static Condition not(Condition condition) {
        return new Condition.Not(condition);
    }

    /** Holds where all do; one alone stands for itself. */
    public static Condition all(List<Condition> conditions) {
        return conditions.size() == 1 ? conditions.get(0) : new Condition.All(conditions);
    }

    /** Holds where any does; one alone stands for itself. */
    public static Condition any(List<Condition> conditions) {
        return conditions.size() == 1 ? conditions.get(0) : new Condition.Any(conditions);
    }

    /** Any of the same comparison with one value each. */
    public static Condition anyOf(String attribute, String op, List<?> values) {
        return any(values.stream()
                .map(value -> leaf(attribute, op, List.of(value)))
                .toList());
    }
}
