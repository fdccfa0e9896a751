package dev.firstlight.server.plan;

import dev.firstlight.server.guard.Role;
import dev.firstlight.server.guard.Scopes;

/**
 * A metric that must not get worse by more than the margin.
 *
 * @param margin 0.5 is one and a half times the control's rate
 * @param role whether a failure takes the release back or holds it
 * @param scopes where it is looked for
 */
public record PlannedGuard(String metric, double margin, Role role, Scopes scopes) {

    /** One that takes a release back, wherever it fails. */
    public static PlannedGuard hard(String metric, double margin) {
        return new PlannedGuard(metric, margin, Role.HARD, Scopes.BOTH);
    }
}
