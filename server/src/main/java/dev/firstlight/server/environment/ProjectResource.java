package dev.firstlight.server.environment;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.Idempotent;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseStatus;

@Path("/api/v1/projects")
class ProjectResource {

    private final Environments environments;
    private final SecurityIdentity identity;

    ProjectResource(Environments environments, SecurityIdentity identity) {
        this.environments = environments;
        this.identity = identity;
    }

    record Request(@NotNull String key, @NotBlank String name) {}

    @GET
    @RolesAllowed(Role.VIEW)
    public Uni<List<Environments.ProjectView>> list() {
        return environments.projects();
    }

    @POST
    @ResponseStatus(201)
    @RolesAllowed(Role.ADMINISTER)
    @Idempotent
    public Uni<Environments.ProjectView> create(@Valid @NotNull Request request) {
        return environments.createProject(Caller.of(identity), request.key(), request.name());
    }

    @GET
    @Path("/{project}")
    @RolesAllowed(Role.VIEW)
    public Uni<Environments.ProjectView> get(String project) {
        return environments.project(project);
    }
}
