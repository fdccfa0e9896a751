package dev.firstlight.server.approval;

import java.util.Locale;

/** What happens to a change request. */
enum Happening {
    CREATED,
    APPROVED,
    REJECTED,
    WITHDRAWN,
    REBASED,
    APPLIED,
    /** Applied without the approvals that were asked for. */
    OVERRIDDEN,
    FAILED;

    /** As the audit says it. */
    String action() {
        return "change-request." + name().toLowerCase(Locale.ROOT);
    }
}
