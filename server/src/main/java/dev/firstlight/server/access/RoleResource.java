package dev.firstlight.server.access;

import dev.firstlight.server.platform.EntityTag;
import dev.firstlight.server.platform.Idempotent;
import dev.firstlight.server.platform.Ids;
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

@Cancellable(false)
@Path("/api/v1/roles")
@Produces(MediaType.APPLICATION_JSON)
class RoleResource {

    private final Roles roles;
    private final SecurityIdentity identity;

    RoleResource(Roles roles, SecurityIdentity identity) {
        this.roles = roles;
        this.identity = identity;
    }

    @Schema(name = "RoleRequest")
    record Request(
            @NotNull @Schema(ref = "Key") String key,
            @NotBlank @Size(max = 200) String name,
            @NotNull @Schema(ref = "Permissions") List<@NotNull String> permissions) {}

    @Schema(name = "RoleEdit")
    record EditRequest(
            @NotBlank @Size(max = 200) String name,
            @NotNull @Schema(ref = "Permissions") List<@NotNull String> permissions) {}

    @GET
    @RolesAllowed(Role.BELONG)
    public Uni<Page<Roles.View>> list(@BeanParam PageRequest page) {
        return roles.list(page.limit(), page.key());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @RolesAllowed(Role.ADMINISTER)
    @Idempotent
    public Uni<RestResponse<Roles.View>> create(@Valid @NotNull Request request) {
        return roles.create(
                        Caller.of(identity),
                        Ids.requireKey(request.key(), "/key"),
                        Roles.Wanted.of(request.name(), request.permissions()))
                .map(made -> answer(RestResponse.Status.CREATED, made));
    }

    @GET
    @Path("/{role}")
    @RolesAllowed(Role.BELONG)
    public Uni<RestResponse<Roles.View>> get(String role) {
        return roles.get(role).map(found -> answer(RestResponse.Status.OK, found));
    }

    @PUT
    @Path("/{role}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.ADMINISTER)
    public Uni<RestResponse<Roles.View>> replace(
            String role, @Valid @NotNull EditRequest request, @RestHeader("If-Match") @Nullable String ifMatch) {
        return roles.replace(
                        Caller.of(identity),
                        role,
                        EntityTag.require(ifMatch, "role"),
                        Roles.Wanted.of(request.name(), request.permissions()))
                .map(now -> answer(RestResponse.Status.OK, now));
    }

    @DELETE
    @Path("/{role}")
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Void> delete(String role, @RestHeader("If-Match") @Nullable String ifMatch) {
        return roles.delete(Caller.of(identity), role, EntityTag.require(ifMatch, "role"));
    }

    private static RestResponse<Roles.View> answer(RestResponse.Status status, Roles.View view) {
        return RestResponse.ResponseBuilder.create(status, view)
                .header("ETag", EntityTag.of(view.version()))
                .build();
    }
}
