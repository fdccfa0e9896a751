package dev.firstlight.core;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One flag in one environment as it was written.
 *
 * @param type what all its variants are
 * @param variants values by variant name, in the order written: Boolean, String, Double or Map
 * @param salt what keeps its buckets apart from other flags'; never changes
 * @param enabled whether it serves anything but the off variant
 * @param offVariant what it serves while it is not enabled
 * @param clientVisible whether browsers may see its values
 * @param prerequisites flags that must serve certain variants first
 * @param targets targeting keys that get a variant whatever the rules say
 * @param rules in order; the first that matches decides
 * @param defaultServe what is served when no rule matches
 * @param release the release that runs on it, null where none does
 */
public record FlagSpec(
        ValueType type,
        Map<String, Object> variants,
        String salt,
        boolean enabled,
        String offVariant,
        boolean clientVisible,
        List<Prerequisite> prerequisites,
        List<Target> targets,
        List<Rule> rules,
        Serve defaultServe,
        @Nullable ReleaseSpec release) {

    /**
     * The same flag with another default and release: all that a release ever edits.
     *
     * @param serve what is served when no rule matches
     * @param running the release that runs on it, null where none does
     */
    public FlagSpec withDefault(Serve serve, @Nullable ReleaseSpec running) {
        return new FlagSpec(
                type,
                variants,
                salt,
                enabled,
                offVariant,
                clientVisible,
                prerequisites,
                targets,
                rules,
                serve,
                running);
    }

    /** The same flag, off: it serves the variant to everybody, and no release runs on it. */
    FlagSpec killed(String variant) {
        return new FlagSpec(
                type,
                variants,
                salt,
                false,
                variant,
                clientVisible,
                List.of(),
                List.of(),
                List.of(),
                new Serve.Variant(variant),
                null);
    }
}
