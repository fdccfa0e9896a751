package dev.firstlight.server.exchange.growthbook;

import dev.firstlight.core.Condition;
import dev.firstlight.core.Prerequisite;
import dev.firstlight.core.Range;
import dev.firstlight.core.Rule;
import dev.firstlight.core.Serve;
import dev.firstlight.server.exchange.Conditions;
import dev.firstlight.server.exchange.Variants;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a feature becomes, and what others need to know of it.
 *
 * @param steps in order; the last of them is the default, which holds for everybody
 * @param gates which of the steps leave a context without a value, since a prerequisite does not hold
 * @param prerequisites for the gates at the very beginning, what says the same; by the step
 */
record Feature(
        FeatureValues values,
        Variants variants,
        List<Rule> steps,
        Set<String> gates,
        Map<String, Prerequisite> prerequisites) {

    /** Whether some context may get no value at all. */
    boolean mayBeNothing() {
        return !gates.isEmpty();
    }

    /**
     * The condition that the feature serves one of some variants.
     *
     * @param wanted their names
     * @param nothingToo whether a context without a value counts as well
     */
    Condition serves(Set<String> wanted, boolean nothingToo) {
        Condition later = Conditions.NEVER;
        for (int i = steps.size() - 1; i >= 0; i--) {
            Rule step = steps.get(i);
            Condition served = gates.contains(step.id()) ? constant(nothingToo) : serves(step.serve(), wanted);
            later = either(step.when(), served, later);
        }
        return later;
    }

    private static Condition either(Condition when, Condition served, Condition later) {
        if (isAlways(when)) {
            return served;
        }
        if (isAlways(served)) {
            return new Condition.Any(List.of(when, later));
        }
        Condition unless = new Condition.All(List.of(Conditions.not(when), later));
        return served.equals(Conditions.NEVER)
                ? unless
                : new Condition.Any(List.of(new Condition.All(List.of(when, served)), unless));
    }

    /** A split here is one whose rule holds only for contexts with a unit. */
    private static Condition serves(Serve serve, Set<String> wanted) {
        if (!(serve instanceof Serve.Split split)) {
            return constant(wanted.contains(((Serve.Variant) serve).variant()));
        }
        List<Condition> any = new ArrayList<>();
        int from = 0;
        for (Range range : split.ranges()) {
            if (wanted.contains(range.variant())) {
                any.add(new Condition.InBucket(split.by(), split.hash(), split.salt(), from, range.to()));
            }
            from = range.to();
        }
        return Conditions.any(any);
    }

    private static Condition constant(boolean holds) {
        return holds ? new Condition.All(List.of()) : Conditions.NEVER;
    }

    static boolean isAlways(Condition condition) {
        return condition instanceof Condition.All all && all.conditions().isEmpty();
    }
}
