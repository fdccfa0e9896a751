package dev.firstlight.server.targeting;

import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** An environment beside another. */
@Cancellable(false)
@Path("/api/v1/projects/{project}/environments/{environment}/compare")
@Produces(MediaType.APPLICATION_JSON)
class ComparisonResource {

    private final Comparisons comparisons;

    ComparisonResource(Comparisons comparisons) {
        this.comparisons = comparisons;
    }

    @GET
    @RolesAllowed(Role.VIEW)
    public Uni<ComparisonView> compare(
            String project,
            String environment,
            @RestQuery @Parameter(required = true) @Nullable String with,
            @BeanParam PageRequest page) {
        return comparisons.compare(project, environment, with, page.limit(), page.matching(Comparisons.CURSOR));
    }
}
