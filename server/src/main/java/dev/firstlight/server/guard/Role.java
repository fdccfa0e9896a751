package dev.firstlight.server.guard;

/** What a guard may do. */
public enum Role {
    /** Takes a release back. */
    HARD,
    /** Holds it, and has no part in the evidence that takes it back. */
    SIGNAL
}
