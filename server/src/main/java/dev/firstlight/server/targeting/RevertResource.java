package dev.firstlight.server.targeting;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.Idempotent;
import dev.firstlight.server.platform.KeptAnswer;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** All flags and segments of an environment back to what they did at a revision or a time. */
@Cancellable(false)
@Path("/api/v1/projects/{project}/environments/{environment}/revert")
@Produces(MediaType.APPLICATION_JSON)
class RevertResource {

    private final Reverts reverts;
    private final SecurityIdentity identity;

    RevertResource(Reverts reverts, SecurityIdentity identity) {
        this.reverts = reverts;
        this.identity = identity;
    }

    @Schema(name = "RevertRequest")
    record Request(
            @Nullable Long revision,
            @Nullable Instant at,
            @Nullable String comment) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.EDIT)
    @Idempotent
    @APIResponse(responseCode = "200", ref = "Reverted")
    public Uni<RestResponse<Object>> revert(
            String project,
            String environment,
            @Valid @NotNull Request request,
            @RestQuery @DefaultValue("false") boolean dryRun,
            @RestQuery @DefaultValue("false") boolean overrideFreeze,
            @RestQuery @DefaultValue("false") boolean overrideApproval) {
        return reverts.environment(
                        project,
                        environment,
                        request.revision(),
                        request.at(),
                        new Options(
                                Caller.of(identity),
                                request.comment(),
                                dryRun,
                                null,
                                true,
                                overrideFreeze,
                                overrideApproval))
                .map(KeptAnswer::response);
    }
}
