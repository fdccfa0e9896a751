package dev.firstlight.server.sample;

import dev.firstlight.server.access.Role;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.Cancellable;

/** How many recent contexts of an environment there are, and where from; never what is in them. */
@Cancellable(false)
@Path("/api/v1/projects/{project}/environments/{environment}/context-sample")
@Produces(MediaType.APPLICATION_JSON)
class ContextSampleResource {

    private final Samples samples;

    ContextSampleResource(Samples samples) {
        this.samples = samples;
    }

    @GET
    @RolesAllowed(Role.VIEW)
    public Uni<Samples.View> get(String project, String environment) {
        return samples.view(project, environment);
    }
}
