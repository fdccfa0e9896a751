package dev.firstlight.server.release;

/** What a running stage is doing, or what is still to be seen of a release that has ended. */
enum Step {
    AWAITING_RECEIPTS,
    WARM_UP,
    BAKING,
    HELD,
    NO_DATA,
    /** People have not agreed yet. */
    AWAITING_APPROVAL,
    /** CI has not said yet, or said no. */
    AWAITING_CHECK,
    /** A freeze, or the hours of the plan, keep it from going on. */
    AWAITING_WINDOW,
    /** The version that it follows was not reported yet in the regions to come. */
    AWAITING_DEPLOYMENT,
    /** An older release shares a region and a metric with it. */
    AWAITING_RELEASE,
    /** Everyone has the treatment; a failure still takes it back. */
    WATCHING,
    /** Taken back; instances have not all said that they serve the control. */
    CONFIRMING,
    /** The same, and it takes too long. */
    UNCONFIRMED;

    /** Whether time spent here counts towards the bake. */
    boolean clockRuns() {
        return switch (this) {
            case BAKING,
                    HELD,
                    AWAITING_APPROVAL,
                    AWAITING_CHECK,
                    AWAITING_WINDOW,
                    AWAITING_DEPLOYMENT,
                    AWAITING_RELEASE -> true;
            case AWAITING_RECEIPTS, WARM_UP, NO_DATA, WATCHING, CONFIRMING, UNCONFIRMED -> false;
        };
    }

    /** Whether it is what is left of a rollback. */
    boolean confirms() {
        return this == CONFIRMING || this == UNCONFIRMED;
    }
}
