package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.EntityTag;
import dev.firstlight.server.platform.Idempotency;
import dev.firstlight.server.platform.KeptAnswer;
import dev.firstlight.server.platform.Page;
import dev.firstlight.server.platform.PageRequest;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** A flag's versions in an environment, and the way back to any. */
@Cancellable(false)
@Path("/api/v1/projects/{project}/flags/{flag}/environments/{environment}")
@Produces(MediaType.APPLICATION_JSON)
class HistoryResource {

    private final History history;
    private final Reverts reverts;
    private final SecurityIdentity identity;

    HistoryResource(History history, Reverts reverts, SecurityIdentity identity) {
        this.history = history;
        this.reverts = reverts;
        this.identity = identity;
    }

    @Schema(name = "FlagRevertRequest")
    record Request(@NotNull Long revision, @Nullable String comment) {}

    @GET
    @Path("/history")
    @RolesAllowed(Role.VIEW)
    @APIResponse(responseCode = "200", ref = "FlagVersionPage")
    public Uni<Page<ObjectNode>> list(String project, String flag, String environment, @BeanParam PageRequest page) {
        return history.list(project, environment, flag, page.limit(), page.cursor());
    }

    @GET
    @Path("/compare")
    @RolesAllowed(Role.VIEW)
    @APIResponse(responseCode = "200", ref = "Comparison")
    public Uni<ObjectNode> compare(
            String project, String flag, String environment, @RestQuery long from, @RestQuery long to) {
        return history.compare(project, environment, flag, from, to);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/revert")
    @RolesAllowed({Role.EDIT, Role.EDIT_WITHIN})
    @APIResponse(responseCode = "200", ref = "TargetingEdited")
    public Uni<RestResponse<Object>> revert(
            String project,
            String flag,
            String environment,
            @Valid @NotNull Request request,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @RestHeader("Idempotency-Key") @Nullable String name,
            @RestQuery @DefaultValue("false") boolean dryRun,
            @RestQuery @DefaultValue("false") boolean overrideFreeze,
            @RestQuery @DefaultValue("false") boolean overrideApproval) {
        Long version = ifMatch == null ? null : EntityTag.require(ifMatch, "flag in this environment");
        Caller caller = Caller.of(identity);
        Idempotency.Key once = Idempotency.Key.of(
                name, caller.id(), String.join("\n", "revert", project, environment, flag, request.toString()));
        Options options = new Options(caller, request.comment(), dryRun, once, true, overrideFreeze, overrideApproval);
        return reverts.flag(project, environment, flag, version, request.revision(), options)
                .map(KeptAnswer::response);
    }
}
