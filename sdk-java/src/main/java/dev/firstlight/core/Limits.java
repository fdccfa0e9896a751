package dev.firstlight.core;

/**
 * How large a ruleset may be.
 *
 * @param flags in an environment
 * @param segments in an environment
 * @param rules in a flag
 * @param variants of a flag
 * @param depth how deep conditions may nest
 * @param steps how many flags, rules and conditions one evaluation may have to look at, prerequisites and segments
 *     included
 */
public record Limits(int flags, int segments, int rules, int variants, int depth, int steps) {

    /** What the server accepts. */
    public static final Limits SERVER = new Limits(2_000, 2_000, 200, 200, 32, 10_000);

    /** What an SDK bears: twice as much, so that no ruleset a server accepted is too large for it. */
    public static final Limits SDK = new Limits(4_000, 4_000, 400, 400, 64, 20_000);
}
