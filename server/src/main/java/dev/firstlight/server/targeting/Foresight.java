package dev.firstlight.server.targeting;

import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.RulesetSpec;
import dev.firstlight.server.environment.EnvironmentRef;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A change that was not kept, and all that is needed to say what it would do.
 *
 * @param before the flags that it can reach, with all that they ask for
 * @param after the same with the change
 * @param changed flags that it changes, or whose segments it does
 * @param affected these, and the flags that ask for them
 */
record Foresight(
        EnvironmentRef where, RulesetSpec before, RulesetSpec after, Set<String> changed, Set<String> affected) {

    static Foresight of(Candidate before, Candidate after, Set<String> changed) {
        Set<String> affected = new LinkedHashSet<>(Reach.above(before.flags(), changed));
        affected.addAll(Reach.above(after.flags(), changed));
        return new Foresight(
                before.environment(), part(before, affected), part(after, affected), Set.copyOf(changed), affected);
    }

    private static RulesetSpec part(Candidate candidate, Set<String> affected) {
        Map<String, FlagSpec> flags = candidate.flags();
        return candidate.spec(Reach.of(flags, affected).flags(flags));
    }
}
