package dev.firstlight.server.targeting;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.EntityTag;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** What a flag does in one environment, taken to another. */
@Cancellable(false)
@Path("/api/v1/projects/{project}/flags/{flag}/environments/{environment}/promote")
@Produces(MediaType.APPLICATION_JSON)
class PromotionResource {

    private final Promotions promotions;
    private final SecurityIdentity identity;

    PromotionResource(Promotions promotions, SecurityIdentity identity) {
        this.promotions = promotions;
        this.identity = identity;
    }

    /**
     * What is taken where.
     *
     * @param to the key of the environment that is edited
     * @param fields which parts of the targeting, all where it is left out
     * @param segments whether segments that are missing there or differ come along
     */
    record PromotionRequest(
            @NotNull String to,
            @Nullable @Schema(ref = "PromotionFields") List<@NotNull String> fields,
            @Nullable Boolean segments,
            @Nullable String comment) {}

    /** If-Match has the tag of the flag in the environment that is edited. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.EDIT, Role.EDIT_SOMEWHERE})
    @Idempotent
    @APIResponse(responseCode = "200", ref = "TargetingPromoted")
    public Uni<RestResponse<Object>> promote(
            String project,
            String flag,
            String environment,
            @Valid @NotNull PromotionRequest request,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @RestQuery @DefaultValue("false") boolean dryRun,
            @RestQuery @DefaultValue("false") boolean overrideFreeze,
            @RestQuery @DefaultValue("false") boolean overrideApproval) {
        long version = EntityTag.require(ifMatch, "flag in the environment it goes to");
        Promotion promotion = Promotion.of(
                flag, environment, request.to(), request.fields(), Boolean.TRUE.equals(request.segments()));
        Options options = new Options(
                Caller.of(identity), request.comment(), dryRun, null, true, overrideFreeze, overrideApproval);
        return promotions.promote(project, promotion, version, options).map(KeptAnswer::response);
    }
}
