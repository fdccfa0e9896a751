package dev.firstlight.server.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A role in a part of the house.
 *
 * @param project its key
 * @param environment its key; null for the whole project
 * @param role what may be done there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Grant")
public record Grant(
        String project,
        @Nullable String environment,

        @Schema(enumeration = {"viewer", "editor", "releaser", "approver", "admin"})
        String role) {

    static Grant of(String project, @Nullable String environment, Role role) {
        return new Grant(project, environment, role.word());
    }

    Role granted() {
        return Role.kept(role);
    }

    Scope scope() {
        return new Scope(project, environment);
    }
}
