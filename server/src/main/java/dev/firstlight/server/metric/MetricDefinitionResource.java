package dev.firstlight.server.metric;

import dev.firstlight.server.access.Role;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;

@Path("/api/v1/projects/{project}/metrics")
class MetricDefinitionResource {
    private final Metrics metrics;

    MetricDefinitionResource(Metrics metrics) {
        this.metrics = metrics;
    }

    @GET
    @RolesAllowed(Role.VIEW)
    public Uni<List<MetricView>> list(String project) {
        return metrics.list(project);
    }

    @GET
    @Path("/{metric}")
    @RolesAllowed(Role.VIEW)
    public Uni<MetricView> get(String project, String metric) {
        return metrics.get(project, metric);
    }

    @PUT
    @Path("/{metric}")
    @RolesAllowed(Role.EDIT)
    public Uni<MetricView> put(String project, String metric, @Valid @NotNull MetricRequest request) {
        return metrics.put(project, metric, request);
    }
}
