package dev.firstlight.server.approval;

/** How far a change request is. */
enum State {
    /** It waits for approvals. */
    OPEN,
    /** It has them and can be applied. */
    APPROVED,
    /** It has them and is applied at its time. */
    SCHEDULED,
    /** It was applied. */
    APPLIED,
    /** Somebody who approves said no. */
    REJECTED,
    /** Its author or an admin took it back. */
    WITHDRAWN,
    /** When its time came it could not be applied; a rebase brings it back. */
    FAILED;

    /** Whether it still may be applied as it is. */
    boolean isPending() {
        return this == OPEN || this == APPROVED || this == SCHEDULED;
    }
}
