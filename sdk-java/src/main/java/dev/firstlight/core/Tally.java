package dev.firstlight.core;

import org.jspecify.annotations.Nullable;

/**
 * How often a flag of one ruleset served a variant for a reason. Every {@link Evaluation} knows its own, so that counting
 * it looks nothing up, takes no lock and no memory. The {@link Evaluator} itself counts nothing.
 */
public final class Tally {

    private static final Counters NONE = new Counters(1);

    private final String flag;
    private final @Nullable String variant;
    private final Reason reason;
    private final boolean released;
    private Counters counters = NONE;
    private int number;

    Tally(String flag, @Nullable String variant, Reason reason, boolean released) {
        this.flag = flag;
        this.variant = variant;
        this.reason = reason;
        this.released = released;
    }

    /** Gives it its place among those of its ruleset, before anybody else sees it. */
    void countIn(Counters all, int place) {
        counters = all;
        number = place;
    }

    /** The flag's key. */
    public String flag() {
        return flag;
    }

    /** The variant's name, null where none is served. */
    public @Nullable String variant() {
        return variant;
    }

    /** Why it is served. */
    public Reason reason() {
        return reason;
    }

    /** Whether a release runs on the flag. */
    public boolean released() {
        return released;
    }

    /** Counts one evaluation. */
    public void count() {
        counters.increment(number);
    }

    /** How many were counted since this was last called. */
    public long take() {
        return counters.take(number);
    }
}
