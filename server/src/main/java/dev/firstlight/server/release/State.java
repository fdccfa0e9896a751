package dev.firstlight.server.release;

/** Where a release stands. */
enum State {
    DRAFT,
    RUNNING,
    PAUSED,
    COMPLETED,
    ROLLED_BACK,
    ABORTED;

    /** Whether it has units under treatment that must be watched. */
    boolean live() {
        return this == RUNNING || this == PAUSED;
    }

    /** Whether nothing will happen any more. */
    boolean terminal() {
        return this == COMPLETED || this == ROLLED_BACK || this == ABORTED;
    }
}
