package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.Idempotency;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.KeptAnswer;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Several flags of an environment in one revision. */
@Cancellable(false)
@Path("/api/v1/projects/{project}/environments/{environment}/changes")
@Produces(MediaType.APPLICATION_JSON)
class ChangesResource {

    private final Changes changes;
    private final SecurityIdentity identity;

    ChangesResource(Changes changes, SecurityIdentity identity) {
        this.changes = changes;
        this.identity = identity;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.EDIT, Role.EDIT_WITHIN})
    @RequestBody(ref = "Changes")
    @APIResponse(responseCode = "200", ref = "Changed")
    @APIResponse(responseCode = "412", ref = "Problem412")
    public Uni<RestResponse<Object>> change(
            String project,
            String environment,
            byte[] body,
            @RestHeader("Idempotency-Key") @Nullable String name,
            @RestQuery @DefaultValue("false") boolean dryRun,
            @RestQuery @DefaultValue("false") boolean overrideFreeze,
            @RestQuery @DefaultValue("false") boolean overrideApproval) {
        ObjectNode request = Json.readWhole(body);
        Caller caller = Caller.of(identity);
        Idempotency.Key once = Idempotency.Key.of(
                name,
                caller.id(),
                String.join("\n", "POST", project, environment, new String(body, StandardCharsets.UTF_8)));
        return changes.make(caller, project, environment, request, overrideFreeze, overrideApproval, dryRun, once)
                .map(KeptAnswer::response);
    }
}
