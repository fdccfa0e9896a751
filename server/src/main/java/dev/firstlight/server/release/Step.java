package dev.firstlight.server.release;

/** What a running stage is doing. */
enum Step {
    AWAITING_RECEIPTS,
    WARM_UP,
    BAKING,
    HELD,
    /** A freeze keeps it from going on. */
    AWAITING_WINDOW,
    NO_DATA;

    /** Whether time spent here counts towards the bake. */
    boolean clockRuns() {
        return this == BAKING || this == HELD || this == AWAITING_WINDOW;
    }
}
