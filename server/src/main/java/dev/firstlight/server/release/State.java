package dev.firstlight.server.release;

/** Where a release stands. */
enum State {
    DRAFT,
    /** Begins by itself when its time has come. */
    SCHEDULED,
    RUNNING,
    PAUSED,
    COMPLETED,
    ROLLED_BACK,
    ABORTED;

    /** Whether it has units under treatment that must be watched. */
    boolean live() {
        return this == RUNNING || this == PAUSED;
    }

    /** Whether it has not begun. */
    boolean ahead() {
        return this == DRAFT || this == SCHEDULED;
    }

    /** Whether it has ended; a completed one may still be taken back for a while. */
    boolean terminal() {
        return this == COMPLETED || this == ROLLED_BACK || this == ABORTED;
    }
}
