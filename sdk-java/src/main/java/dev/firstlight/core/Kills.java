package dev.firstlight.core;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Flags that serve one variant whatever their ruleset says.
 *
 * @param project the key of the project that is meant
 * @param environment the key of the environment that is meant
 * @param variants what each serves, by flag key; null is the flag's own off variant
 */
public record Kills(String project, String environment, Map<String, @Nullable String> variants) {

    /** Nothing, for nobody. */
    public static final Kills NONE = new Kills("", "", Map.of());

    /**
     * A ruleset in which the killed flags are off, and serve what the kill says. What is about another environment, a flag
     * that is not there or a variant that the flag does not have, has no effect.
     */
    public RulesetSpec over(RulesetSpec spec) {
        if (variants.isEmpty() || !project.equals(spec.project()) || !environment.equals(spec.environment())) {
            return spec;
        }
        Map<String, FlagSpec> flags = new LinkedHashMap<>(spec.flags());
        variants.forEach((key, variant) -> flags.computeIfPresent(key, (same, flag) -> over(flag, variant)));
        return new RulesetSpec(
                spec.project(),
                spec.environment(),
                spec.epoch(),
                spec.revision(),
                spec.regionGroups(),
                flags,
                spec.segments(),
                spec.unreadable());
    }

    private static FlagSpec over(FlagSpec flag, @Nullable String variant) {
        String served = variant == null ? flag.offVariant() : variant;
        return flag.variants().containsKey(served) ? flag.killed(served) : flag;
    }
}
