package dev.firstlight.server.ruleset;

import java.util.Map;

/** Published rulesets for tests of what is done with them. */
public final class Rulesets {

    private Rulesets() {}

    /** An empty one at a revision of the first epoch. */
    public static PublishedRuleset at(long revision) {
        return RulesetCompiler.compile(
                RulesetCompiler.read(new StoredRuleset(1, "p", "e", 1, revision, "{}", "{}", "{}")), Map.of());
    }
}
