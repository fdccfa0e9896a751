package dev.firstlight.server.metric;

import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.Page;
import dev.firstlight.server.platform.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

@Cancellable(false)
@Path("/api/v1/projects/{project}/metrics")
@Produces(MediaType.APPLICATION_JSON)
class MetricDefinitionResource {
    private final Metrics metrics;

    MetricDefinitionResource(Metrics metrics) {
        this.metrics = metrics;
    }

    @GET
    @RolesAllowed(Role.VIEW)
    public Uni<Page<MetricView>> list(String project, @BeanParam PageRequest page) {
        return metrics.list(project, page.limit(), page.key());
    }

    @GET
    @Path("/{metric}")
    @RolesAllowed(Role.VIEW)
    public Uni<MetricView> get(String project, String metric) {
        return metrics.get(project, metric);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{metric}")
    @RolesAllowed(Role.EDIT)
    public Uni<MetricView> put(
            String project,
            @RestPath @Parameter(schema = @Schema(ref = "Key")) String metric,
            @Valid @NotNull MetricRequest request) {
        return metrics.put(project, metric, request);
    }
}
