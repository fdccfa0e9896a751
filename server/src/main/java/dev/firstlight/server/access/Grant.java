package dev.firstlight.server.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A role in a part of the house.
 *
 * @param project its key
 * @param environment its key; null for the whole project
 * @param role the key of one, which says what may be done there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Grant")
public record Grant(
        String project,
        @Nullable String environment,

        @Schema(ref = "RoleKey") String role) {

    /** Those of a project. */
    static List<Grant> in(String project, List<Grant> grants) {
        return grants.stream().filter(one -> one.project().equals(project)).toList();
    }

    Scope scope() {
        return new Scope(project, environment);
    }
}
