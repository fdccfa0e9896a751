package dev.firstlight.server.targeting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.EntityTag;
import dev.firstlight.server.platform.Json;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.function.UnaryOperator;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/projects/{project}/flags/{flag}/environments/{environment}")
class TargetingResource {

    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final TargetingService targetings;
    private final SecurityIdentity identity;

    TargetingResource(TargetingService targetings, SecurityIdentity identity) {
        this.targetings = targetings;
        this.identity = identity;
    }

    @GET
    @RolesAllowed(Role.VIEW)
    public Uni<RestResponse<ObjectNode>> targeting(String project, String flag, String environment) {
        return targetings.get(project, environment, flag).map(TargetingResource::answer);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.EDIT)
    public Uni<RestResponse<ObjectNode>> replace(
            String project,
            String flag,
            String environment,
            byte[] body,
            @RestHeader("If-Match") @Nullable String ifMatch) {
        ObjectNode targeting = Json.readObject(body);
        return change(project, flag, environment, ifMatch, before -> targeting);
    }

    @PATCH
    @Consumes({MediaType.APPLICATION_JSON, MERGE_PATCH})
    @RolesAllowed(Role.EDIT)
    public Uni<RestResponse<ObjectNode>> patch(
            String project,
            String flag,
            String environment,
            byte[] body,
            @RestHeader("If-Match") @Nullable String ifMatch) {
        ObjectNode patch = Json.readObject(body);
        return change(project, flag, environment, ifMatch, before -> FlagDocument.patched(before, patch));
    }

    private Uni<RestResponse<ObjectNode>> change(
            String project, String flag, String environment, @Nullable String ifMatch, UnaryOperator<ObjectNode> edit) {
        long version = EntityTag.require(ifMatch, "flag in this environment");
        return targetings
                .change(Caller.of(identity), project, environment, flag, version, edit, null)
                .map(TargetingResource::answer);
    }

    private static RestResponse<ObjectNode> answer(TargetingService.Seen targeting) {
        return RestResponse.ResponseBuilder.ok(targeting.view())
                .header("ETag", EntityTag.of(targeting.version()))
                .build();
    }
}
