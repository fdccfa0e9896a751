package dev.firstlight.server.approval;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.environment.EnvironmentRef;
import dev.firstlight.server.policy.Standing;
import java.util.List;

/**
 * A change request with all that decides about it, read in one transaction.
 *
 * @param events what happened to it, in order
 * @param standing what its environment asks of edits
 * @param actor the caller as far as it matters here
 */
record Seen(
        EnvironmentRef where,
        RequestEntity request,
        List<EventEntity> events,
        Standing standing,
        Caller caller,
        RequestMachine.Actor actor) {

    Dossier dossier() {
        return request.dossier(events);
    }
}
