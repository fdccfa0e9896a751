package dev.firstlight.server.targeting;

import dev.firstlight.server.access.Role;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Which connected instances cannot evaluate a flag. */
@Cancellable(false)
@Path("/api/v1/projects/{project}/flags/{flag}/environments/{environment}/instances")
@Produces(MediaType.APPLICATION_JSON)
class InstancesResource {

    private final FlagInstances instances;

    InstancesResource(FlagInstances instances) {
        this.instances = instances;
    }

    @GET
    @RolesAllowed(Role.VIEW)
    public Uni<FlagInstances.View> list(String project, String flag, String environment) {
        return instances.of(project, environment, flag);
    }
}
