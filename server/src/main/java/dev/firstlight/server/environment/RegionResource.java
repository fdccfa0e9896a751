package dev.firstlight.server.environment;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

@Cancellable(false)
@Path("/api/v1/projects/{project}")
@Produces(MediaType.APPLICATION_JSON)
class RegionResource {

    private final Regions regions;
    private final SecurityIdentity identity;

    RegionResource(Regions regions, SecurityIdentity identity) {
        this.regions = regions;
        this.identity = identity;
    }

    @Schema(name = "RegionRequest")
    record Request(
            @NotBlank String name,

            @Nullable
            List<@NotNull @Pattern(regexp = "[A-Z]{2}", message = "is no ISO 3166-1 code of two letters") String>
                    countries,

            @Nullable @DecimalMin("-90") @DecimalMax("90") Double latitude,
            @Nullable @DecimalMin("-180") @DecimalMax("180") Double longitude) {}

    record GroupRequest(@NotEmpty List<@NotNull String> regions) {}

    @GET
    @Path("/regions")
    @RolesAllowed(Role.VIEW)
    public Uni<Regions.All> all(String project) {
        return regions.shown(project);
    }

    @GET
    @Path("/regions/{region}")
    @RolesAllowed(Role.VIEW)
    public Uni<Regions.RegionView> get(String project, String region) {
        return regions.get(project, region);
    }

    @GET
    @Path("/region-groups/{group}")
    @RolesAllowed(Role.VIEW)
    public Uni<Regions.GroupView> getGroup(String project, String group) {
        return regions.getGroup(project, group);
    }

    /** Refused while a group, a flag or a release names it. */
    @DELETE
    @Path("/regions/{region}")
    @RolesAllowed(Role.CONFIGURE)
    public Uni<Void> delete(String project, String region) {
        return regions.delete(Caller.of(identity), project, region);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/regions/{region}")
    @RolesAllowed(Role.CONFIGURE)
    public Uni<Regions.RegionView> put(
            String project,
            @RestPath @Parameter(schema = @Schema(ref = "Key")) String region,
            @Valid @NotNull Request request) {
        return regions.put(
                Caller.of(identity),
                project,
                new Regions.RegionView(
                        region,
                        request.name(),
                        request.countries() == null ? List.of() : request.countries(),
                        request.latitude(),
                        request.longitude()));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/region-groups/{group}")
    @RolesAllowed(Role.CONFIGURE)
    public Uni<Regions.GroupView> putGroup(
            String project,
            @RestPath @Parameter(schema = @Schema(ref = "Key")) String group,
            @Valid @NotNull GroupRequest request,
            @RestQuery @Nullable String comment,
            @RestQuery @DefaultValue("false") boolean overrideFreeze,
            @RestQuery @DefaultValue("false") boolean overrideApproval) {
        return regions.putGroup(
                new Regions.Order(Caller.of(identity), project, comment, overrideFreeze, overrideApproval),
                new Regions.GroupView(group, request.regions()));
    }

    @DELETE
    @Path("/region-groups/{group}")
    @RolesAllowed(Role.CONFIGURE)
    public Uni<Void> deleteGroup(
            String project,
            String group,
            @RestQuery @Nullable String comment,
            @RestQuery @DefaultValue("false") boolean overrideFreeze,
            @RestQuery @DefaultValue("false") boolean overrideApproval) {
        return regions.deleteGroup(
                new Regions.Order(Caller.of(identity), project, comment, overrideFreeze, overrideApproval), group);
    }
}
