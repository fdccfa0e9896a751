package dev.firstlight.server.segment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.Idempotent;
import dev.firstlight.server.platform.Page;
import dev.firstlight.server.platform.PageRequest;
import dev.firstlight.server.policy.Intent;
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

/** A segment's versions, and the way back to any. */
@Cancellable(false)
@Path("/api/v1/projects/{project}/environments/{environment}/segments/{key}")
@Produces(MediaType.APPLICATION_JSON)
class SegmentHistoryResource {

    private final SegmentHistory history;
    private final Segments segments;
    private final SecurityIdentity identity;

    SegmentHistoryResource(SegmentHistory history, Segments segments, SecurityIdentity identity) {
        this.history = history;
        this.segments = segments;
        this.identity = identity;
    }

    @Schema(name = "SegmentRevertRequest")
    record Request(@NotNull Long revision, @Nullable String comment) {}

    @GET
    @Path("/history")
    @RolesAllowed(Role.VIEW)
    @APIResponse(responseCode = "200", ref = "SegmentVersionPage")
    public Uni<Page<ObjectNode>> list(String project, String environment, String key, @BeanParam PageRequest page) {
        return history.list(project, environment, key, page.limit(), page.cursor());
    }

    @GET
    @Path("/compare")
    @RolesAllowed(Role.VIEW)
    @APIResponse(responseCode = "200", ref = "Comparison")
    public Uni<ObjectNode> compare(
            String project, String environment, String key, @RestQuery long from, @RestQuery long to) {
        return history.compare(project, environment, key, from, to);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/revert")
    @RolesAllowed(Role.EDIT)
    @Idempotent
    @APIResponse(responseCode = "200", ref = "Segment")
    public Uni<RestResponse<ObjectNode>> revert(
            String project,
            String environment,
            String key,
            @Valid @NotNull Request request,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @RestQuery @DefaultValue("false") boolean dryRun,
            @RestQuery @DefaultValue("false") boolean overrideFreeze,
            @RestQuery @DefaultValue("false") boolean overrideApproval) {
        Intent intent = new Intent(Caller.of(identity), request.comment(), overrideFreeze, overrideApproval);
        SegmentEdits.Order order = new SegmentEdits.Order(project, environment, key, ifMatch, intent, dryRun);
        return history.revert(order, request.revision())
                .flatMap(segments::foretold)
                .map(SegmentResource::answer);
    }
}
