package dev.firstlight.server.policy;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.EntityTag;
import dev.firstlight.server.platform.Idempotent;
import dev.firstlight.server.platform.Page;
import dev.firstlight.server.platform.PageRequest;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** When an environment must not be edited. */
@Cancellable(false)
@Path("/api/v1/projects/{project}/environments/{environment}/freezes")
@Produces(MediaType.APPLICATION_JSON)
class FreezeResource {

    private final Freezes freezes;
    private final SecurityIdentity identity;

    FreezeResource(Freezes freezes, SecurityIdentity identity) {
        this.freezes = freezes;
        this.identity = identity;
    }

    /**
     * A freeze as it shall be: once with {@code from} and {@code until} in RFC 3339; every week with {@code zone},
     * {@code days} and times of the day.
     */
    record FreezeRequest(
            @NotBlank @Size(max = 200) String name,
            @NotNull @Schema(ref = "FreezeTime") String from,
            @NotNull @Schema(ref = "FreezeTime") String until,
            @Nullable @Schema(ref = "TimeZone") String zone,
            @Nullable @Schema(ref = "Weekdays") List<@NotNull String> days) {

        Freezes.Wanted wanted() {
            return new Freezes.Wanted(name, WindowJson.read(from, until, zone, days));
        }
    }

    @GET
    @RolesAllowed(Role.VIEW)
    public Uni<Page<FreezeView>> list(String project, String environment, @BeanParam PageRequest page) {
        return freezes.list(project, environment, page.limit(), page.id());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @RolesAllowed(Role.CONFIGURE)
    @Idempotent
    public Uni<RestResponse<FreezeView>> create(
            String project, String environment, @Valid @NotNull FreezeRequest request) {
        return freezes.create(Caller.of(identity), project, environment, request.wanted())
                .map(made -> answer(RestResponse.Status.CREATED, made));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.VIEW)
    public Uni<RestResponse<FreezeView>> get(String project, String environment, String id) {
        return freezes.get(project, environment, id).map(found -> answer(RestResponse.Status.OK, found));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{id}")
    @RolesAllowed(Role.CONFIGURE)
    public Uni<RestResponse<FreezeView>> replace(
            String project,
            String environment,
            String id,
            @Valid @NotNull FreezeRequest request,
            @RestHeader("If-Match") @Nullable String ifMatch) {
        long version = EntityTag.require(ifMatch, "freeze");
        return freezes.replace(Caller.of(identity), project, environment, id, version, request.wanted())
                .map(now -> answer(RestResponse.Status.OK, now));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.CONFIGURE)
    public Uni<Void> delete(
            String project, String environment, String id, @RestHeader("If-Match") @Nullable String ifMatch) {
        return freezes.delete(Caller.of(identity), project, environment, id, EntityTag.require(ifMatch, "freeze"));
    }

    private static RestResponse<FreezeView> answer(RestResponse.Status status, FreezeView view) {
        return RestResponse.ResponseBuilder.create(status, view)
                .header("ETag", EntityTag.of(view.version()))
                .build();
    }
}
