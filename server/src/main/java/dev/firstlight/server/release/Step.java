package dev.firstlight.server.release;

/** What a running stage is doing. */
enum Step {
    AWAITING_RECEIPTS,
    WARM_UP,
    BAKING,
    HELD,
    NO_DATA;

    /** Whether time spent here counts towards the bake. */
    boolean clockRuns() {
        return this == BAKING || this == HELD;
    }
}
