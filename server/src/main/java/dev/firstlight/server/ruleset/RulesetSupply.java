package dev.firstlight.server.ruleset;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** The rulesets that a node serves, wherever it has them from: the database, or another server. */
public interface RulesetSupply {

    /** Hears of a ruleset once it is the one that is served; must return at once. */
    @FunctionalInterface
    interface Listener {
        /** Says that {@code now} has taken the place of {@code before}, which is null for an environment's first. */
        void published(@Nullable PublishedRuleset before, PublishedRuleset now);
    }

    /** Adds a listener; it hears of what is published from now on. */
    void listen(Listener listener);

    /** What is published of an environment, null where nothing is yet. */
    @Nullable
    PublishedRuleset current(long environmentId);

    /** What is published of an environment; waits for the first where nothing is yet. */
    Uni<PublishedRuleset> require(long environmentId);
}
