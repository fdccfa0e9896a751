package dev.firstlight.server.plan;

import dev.firstlight.server.access.Role;

/**
 * People who must agree before the next stage, the release's author not among them.
 *
 * @param count how many, at least 1
 * @param role what each of them must be: approver, releaser or admin
 */
public record Approval(int count, Role role) {

    /** The permission that a role of this kind has and lesser ones do not. */
    public String permission() {
        return switch (role) {
            case APPROVER -> Role.APPROVE;
            case ADMIN -> Role.ADMINISTER;
            default -> Role.RELEASE;
        };
    }

    /** What asks for both. */
    Approval and(Approval other) {
        return new Approval(Math.max(count, other.count), role.compareTo(other.role) >= 0 ? role : other.role);
    }
}
