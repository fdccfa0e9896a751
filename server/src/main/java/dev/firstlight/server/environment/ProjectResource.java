package dev.firstlight.server.environment;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.Idempotent;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Page;
import dev.firstlight.server.platform.PageRequest;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

@Cancellable(false)
@Path("/api/v1/projects")
@Produces(MediaType.APPLICATION_JSON)
class ProjectResource {

    private final Projects projects;
    private final SecurityIdentity identity;

    ProjectResource(Projects projects, SecurityIdentity identity) {
        this.projects = projects;
        this.identity = identity;
    }

    @Schema(name = "ProjectRequest")
    record Request(
            @Schema(ref = "Key") @NotNull String key,
            @NotBlank String name) {}

    /** Those that the caller may look at. */
    @GET
    @RolesAllowed(Role.BELONG)
    public Uni<Page<Projects.ProjectView>> list(@BeanParam PageRequest page) {
        return projects.list(Caller.of(identity).rights(), page.limit(), page.key());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @RolesAllowed(Role.CONFIGURE)
    @Idempotent
    public Uni<Projects.ProjectView> create(@Valid @NotNull Request request) {
        return projects.create(Caller.of(identity), request.key(), request.name());
    }

    @GET
    @Path("/{project}")
    @RolesAllowed(Role.VIEW)
    public Uni<Projects.ProjectView> get(String project) {
        return projects.get(project);
    }

    /** A merge patch of the name. */
    @PATCH
    @Path("/{project}")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @RolesAllowed(Role.CONFIGURE)
    @RequestBody(ref = "ProjectEdit")
    public Uni<Projects.ProjectView> edit(String project, byte[] body) {
        return projects.patch(Caller.of(identity), project, Json.readObject(body));
    }

    /** With all that is in it; refused while applications or releases use it, unless forced. */
    @DELETE
    @Path("/{project}")
    @RolesAllowed(Role.CONFIGURE)
    public Uni<Void> delete(
            String project, @RestQuery @DefaultValue("false") boolean force, @RestQuery @Nullable String comment) {
        return projects.delete(Caller.of(identity), project, force, comment);
    }
}
