package dev.firstlight.server.targeting;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.EntityTag;
import dev.firstlight.server.platform.Idempotency;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.KeptAnswer;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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

@Cancellable(false)
@Path("/api/v1/projects/{project}/flags/{flag}/environments/{environment}")
@Produces(MediaType.APPLICATION_JSON)
class TargetingResource {

    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final String WHAT = "flag in this environment";

    private final TargetingService targetings;
    private final SecurityIdentity identity;

    TargetingResource(TargetingService targetings, SecurityIdentity identity) {
        this.targetings = targetings;
        this.identity = identity;
    }

    @GET
    @RolesAllowed(Role.VIEW)
    @APIResponse(responseCode = "200", ref = "Targeting")
    public Uni<RestResponse<Object>> targeting(String project, String flag, String environment) {
        return targetings.get(project, environment, flag).map(KeptAnswer::response);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.EDIT, Role.EDIT_WITHIN})
    @RequestBody(ref = "Targeting")
    @APIResponse(responseCode = "200", ref = "TargetingEdited")
    public Uni<RestResponse<Object>> replace(
            String project,
            String flag,
            String environment,
            byte[] body,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @RestQuery @DefaultValue("false") boolean dryRun,
            @RestQuery @DefaultValue("false") boolean overrideFreeze,
            @RestQuery @DefaultValue("false") boolean overrideApproval,
            @RestQuery @Nullable String comment) {
        long version = EntityTag.require(ifMatch, WHAT);
        FlagEdit edit = FlagEdit.replace(flag, version, Json.readObject(body), "");
        return edit(
                project,
                environment,
                edit,
                new Options(Caller.of(identity), comment, dryRun, null, dryRun, overrideFreeze, overrideApproval));
    }

    @PATCH
    @Consumes({MediaType.APPLICATION_JSON, MERGE_PATCH})
    @RolesAllowed({Role.EDIT, Role.EDIT_WITHIN})
    @RequestBody(ref = "TargetingPatch")
    @APIResponse(responseCode = "200", ref = "TargetingEdited")
    public Uni<RestResponse<Object>> patch(
            String project,
            String flag,
            String environment,
            byte[] body,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @RestQuery @DefaultValue("false") boolean dryRun,
            @RestQuery @DefaultValue("false") boolean overrideFreeze,
            @RestQuery @DefaultValue("false") boolean overrideApproval,
            @RestQuery @Nullable String comment) {
        long version = EntityTag.require(ifMatch, WHAT);
        FlagEdit edit = FlagEdit.patch(flag, version, Json.readObject(body), "");
        return edit(
                project,
                environment,
                edit,
                new Options(Caller.of(identity), comment, dryRun, null, dryRun, overrideFreeze, overrideApproval));
    }

    /** Named instructions, so that a script need not read first; with If-Match only where nobody else was quicker. */
    @POST
    @Path("/changes")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.EDIT, Role.EDIT_WITHIN})
    @RequestBody(ref = "Instructions")
    @APIResponse(responseCode = "200", ref = "TargetingEdited")
    public Uni<RestResponse<Object>> changes(
            String project,
            String flag,
            String environment,
            byte[] body,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @RestHeader("Idempotency-Key") @Nullable String name,
            @RestQuery @DefaultValue("false") boolean dryRun,
            @RestQuery @DefaultValue("false") boolean overrideFreeze,
            @RestQuery @DefaultValue("false") boolean overrideApproval) {
        ChangeRequest request = ChangeRequest.ofOne(Json.readObject(body), flag, ifMatch);
        Caller caller = Caller.of(identity);
        Idempotency.Key once = Idempotency.Key.of(
                name,
                caller.id(),
                String.join("\n", "POST", project, environment, flag, new String(body, StandardCharsets.UTF_8)));
        return edit(
                project,
                environment,
                request.edits().get(0),
                new Options(caller, request.comment(), dryRun, once, true, overrideFreeze, overrideApproval));
    }

    private Uni<RestResponse<Object>> edit(String project, String environment, FlagEdit edit, Options options) {
        return targetings.edit(project, environment, edit, options).map(KeptAnswer::response);
    }
}
