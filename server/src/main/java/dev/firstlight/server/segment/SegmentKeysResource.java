package dev.firstlight.server.segment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.EntityTag;
import dev.firstlight.server.platform.Idempotent;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.policy.Intent;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** The keys of one large segment; {@link SegmentKeysRoute} takes all of them at once. */
@Cancellable(false)
@Path("/api/v1/projects/{project}/environments/{environment}/segments/{key}/keys")
@Produces(MediaType.APPLICATION_JSON)
class SegmentKeysResource {

    private final SegmentKeys keys;
    private final SecurityIdentity identity;

    SegmentKeysResource(SegmentKeys keys, SecurityIdentity identity) {
        this.keys = keys;
        this.identity = identity;
    }

    record MemberView(boolean member) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.EDIT)
    @Idempotent
    @RequestBody(ref = "KeysChange")
    @APIResponse(responseCode = "200", ref = "Segment")
    public Uni<RestResponse<ObjectNode>> change(
            String project,
            String environment,
            String key,
            byte[] body,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @RestQuery @Nullable String comment,
            @RestQuery @DefaultValue("false") boolean overrideFreeze,
            @RestQuery @DefaultValue("false") boolean overrideApproval) {
        KeysChange change = KeysChange.of(Json.readWhole(body));
        Intent intent = new Intent(Caller.of(identity), comment, overrideFreeze, overrideApproval);
        return keys.change(intent, new SegmentKeys.Place(project, environment, key), ifMatch, change)
                .map(segment -> RestResponse.ResponseBuilder.ok(segment.view())
                        .header("ETag", EntityTag.of(segment.version()))
                        .build());
    }

    @GET
    @Path("/{targetingKey}")
    @RolesAllowed(Role.VIEW)
    public Uni<MemberView> isMember(String project, String environment, String key, String targetingKey) {
        return keys.isMember(new SegmentKeys.Place(project, environment, key), targetingKey)
                .map(MemberView::new);
    }
}
