package dev.firstlight.server.metric;

import dev.firstlight.server.access.Role;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Where a release's metrics come from, and whether they come. */
@Cancellable(false)
@Path("/api/v1/projects/{project}/releases/{id}/sources")
@Produces(MediaType.APPLICATION_JSON)
class SourceResource {
    private final Sources sources;

    SourceResource(Sources sources) {
        this.sources = sources;
    }

    /** The release's metrics of the kind prometheus; those of other kinds have no source that can fail. */
    @GET
    @RolesAllowed(Role.VIEW)
    public Uni<SourcesView> sources(String project, String id) {
        return sources.all(project, id);
    }
}
