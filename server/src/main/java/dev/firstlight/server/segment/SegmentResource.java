package dev.firstlight.server.segment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.EntityTag;
import dev.firstlight.server.platform.Idempotent;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Page;
import dev.firstlight.server.platform.PageRequest;
import dev.firstlight.server.policy.Intent;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

@Cancellable(false)
@Path("/api/v1/projects/{project}/environments/{environment}/segments")
@Produces(MediaType.APPLICATION_JSON)
class SegmentResource {

    private final Segments segments;
    private final SegmentEdits edits;
    private final SecurityIdentity identity;

    SegmentResource(Segments segments, SegmentEdits edits, SecurityIdentity identity) {
        this.segments = segments;
        this.edits = edits;
        this.identity = identity;
    }

    @GET
    @RolesAllowed(Role.VIEW)
    @APIResponse(responseCode = "200", ref = "SegmentPage")
    public Uni<Page<ObjectNode>> list(String project, String environment, @BeanParam PageRequest page) {
        return segments.list(project, environment, page.limit(), page.key());
    }

    @GET
    @Path("/{key}")
    @RolesAllowed(Role.VIEW)
    @APIResponse(responseCode = "200", ref = "Segment")
    public Uni<RestResponse<ObjectNode>> get(String project, String environment, String key) {
        return segments.get(project, environment, key).map(SegmentResource::answer);
    }

    @PUT
    @Path("/{key}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.EDIT)
    @RequestBody(ref = "Segment")
    @APIResponse(responseCode = "200", ref = "Segment")
    public Uni<RestResponse<ObjectNode>> put(
            String project,
            String environment,
            @RestPath @Parameter(schema = @Schema(ref = "Key")) String key,
            byte[] body,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @RestQuery @Nullable String comment,
            @RestQuery @DefaultValue("false") boolean overrideFreeze,
            @RestQuery @DefaultValue("false") boolean overrideApproval,
            @RestQuery @DefaultValue("false") boolean dryRun) {
        return edits.put(
                        new SegmentEdits.Order(
                                project,
                                environment,
                                key,
                                ifMatch,
                                intent(comment, overrideFreeze, overrideApproval),
                                dryRun),
                        Json.readObject(body))
                .flatMap(segments::foretold)
                .map(SegmentResource::answer);
    }

    @PATCH
    @Path("/{key}")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @RolesAllowed(Role.EDIT)
    @RequestBody(ref = "SegmentPatch")
    @APIResponse(responseCode = "200", ref = "Segment")
    public Uni<RestResponse<ObjectNode>> patch(
            String project,
            String environment,
            String key,
            byte[] body,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @RestQuery @Nullable String comment,
            @RestQuery @DefaultValue("false") boolean overrideFreeze,
            @RestQuery @DefaultValue("false") boolean overrideApproval,
            @RestQuery @DefaultValue("false") boolean dryRun) {
        return edits.patch(
                        new SegmentEdits.Order(
                                project,
                                environment,
                                key,
                                ifMatch,
                                intent(comment, overrideFreeze, overrideApproval),
                                dryRun),
                        Json.readObject(body))
                .flatMap(segments::foretold)
                .map(SegmentResource::answer);
    }

    @Schema(name = "SegmentChangesRequest")
    record ChangesRequest(
            @Nullable @Size(max = 2_000) String comment,
            @Schema(ref = "SegmentInstructions") @NotNull ArrayNode instructions) {}

    /** Named instructions: a script that knows what it wants need not read first. */
    @POST
    @Path("/{key}/changes")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.EDIT)
    @Idempotent
    @APIResponse(responseCode = "200", ref = "Segment")
    public Uni<RestResponse<ObjectNode>> change(
            String project,
            String environment,
            String key,
            @Valid @NotNull ChangesRequest request,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @RestQuery @DefaultValue("false") boolean overrideFreeze,
            @RestQuery @DefaultValue("false") boolean overrideApproval,
            @RestQuery @DefaultValue("false") boolean dryRun) {
        return edits.instruct(
                        new SegmentEdits.Order(
                                project,
                                environment,
                                key,
                                ifMatch,
                                intent(request.comment(), overrideFreeze, overrideApproval),
                                dryRun),
                        request.instructions())
                .flatMap(segments::foretold)
                .map(SegmentResource::answer);
    }

    /** With If-Match only while it is what the caller saw. */
    @DELETE
    @Path("/{key}")
    @RolesAllowed(Role.EDIT)
    public Uni<Void> delete(
            String project,
            String environment,
            String key,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @RestQuery @Nullable String comment,
            @RestQuery @DefaultValue("false") boolean overrideFreeze,
            @RestQuery @DefaultValue("false") boolean overrideApproval,
            @RestQuery @DefaultValue("false") boolean dryRun) {
        return edits.delete(new SegmentEdits.Order(
                project, environment, key, ifMatch, intent(comment, overrideFreeze, overrideApproval), dryRun));
    }

    private Intent intent(@Nullable String comment, boolean overrideFreeze, boolean overrideApproval) {
        return new Intent(Caller.of(identity), comment, overrideFreeze, overrideApproval);
    }

    static RestResponse<ObjectNode> answer(Segments.Seen segment) {
        return RestResponse.ResponseBuilder.ok(segment.view())
                .header("ETag", EntityTag.of(segment.version()))
                .build();
    }
}
