package dev.firstlight.server.guard;

/** What the evidence says about one guard. Not having failed is not having passed. */
public enum Verdict {
    PASS,
    FAIL,
    UNDECIDED,
    NO_DATA,
    HOLD
}
