package dev.firstlight.server.guard;

/** Where a guard's evidence is looked for, and with it how its stake is spread. */
public enum Scopes {
    /** Half on all regions together, half over each by itself. */
    BOTH(0.5),
    /** All regions together. */
    POOLED(1),
    /** Each region by itself. */
    REGIONS(0);

    /** The part of the stake on all regions together. */
    final double pooled;

    Scopes(double pooled) {
        this.pooled = pooled;
    }
}
