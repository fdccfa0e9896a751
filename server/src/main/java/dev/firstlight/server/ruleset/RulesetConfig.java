package dev.firstlight.server.ruleset;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How a node keeps its rulesets current. */
@ConfigMapping(prefix = "firstlight.ruleset")
interface RulesetConfig {

    /** Whether positions are polled. Only a test says no, to see that without the poll a lost hint is lost. */
    @WithDefault("true")
    boolean poll();
}
