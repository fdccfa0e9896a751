package dev.firstlight.server.approval;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What decides about a change request.
 *
 * @param author the person who asked
 * @param round counts the differences that it has had
 * @param digest of the difference that it has now
 * @param approvers the persons who approved that
 * @param applyAt when it is to be applied; null for when somebody does
 */
record Dossier(
        State state,
        String author,
        int round,
        String digest,
        Set<String> approvers,
        @Nullable Instant applyAt) {

    Dossier in(State next) {
        return new Dossier(next, author, round, digest, approvers, applyAt);
    }

    /** The same, waiting for approvals or having enough of them. */
    Dossier settled(int needed, Instant now) {
        if (approvers.size() < needed) {
            return in(State.OPEN);
        }
        return in(applyAt != null && applyAt.isAfter(now) ? State.SCHEDULED : State.APPROVED);
    }
}
