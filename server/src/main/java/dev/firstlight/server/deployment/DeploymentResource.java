package dev.firstlight.server.deployment;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.Idempotent;
import dev.firstlight.server.platform.Page;
import dev.firstlight.server.platform.PageRequest;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** What was deployed where. */
@Cancellable(false)
@Path("/api/v1/projects/{project}/environments/{environment}/deployments")
@Produces(MediaType.APPLICATION_JSON)
class DeploymentResource {

    private final Deployments deployments;
    private final SecurityIdentity identity;

    DeploymentResource(Deployments deployments, SecurityIdentity identity) {
        this.deployments = deployments;
        this.identity = identity;
    }

    /** The newest first. */
    @GET
    @RolesAllowed(Role.VIEW)
    public Uni<Page<DeploymentView>> list(
            String project, String environment, @RestQuery @Nullable String service, @BeanParam PageRequest page) {
        return deployments.list(project, environment, service, page.limit(), page.id());
    }

    /** Says that a version of a service is in a region now; saying so twice is saying so once. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @RolesAllowed(Role.RELEASE)
    @Idempotent
    public Uni<DeploymentView> report(String project, String environment, @Valid @NotNull DeploymentRequest request) {
        return deployments.report(Caller.of(identity), project, environment, request);
    }
}
