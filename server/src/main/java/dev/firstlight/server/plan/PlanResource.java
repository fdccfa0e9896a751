package dev.firstlight.server.plan;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.environment.Regions;
import dev.firstlight.server.platform.Idempotent;
import dev.firstlight.server.platform.Page;
import dev.firstlight.server.platform.PageRequest;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

@Cancellable(false)
@Path("/api/v1/projects/{project}")
@Produces(MediaType.APPLICATION_JSON)
class PlanResource {
    private final KeptPlans plans;
    private final Environments environments;
    private final Regions regions;
    private final SecurityIdentity identity;

    PlanResource(KeptPlans plans, Environments environments, Regions regions, SecurityIdentity identity) {
        this.plans = plans;
        this.environments = environments;
        this.regions = regions;
        this.identity = identity;
    }

    @GET
    @Path("/plan-templates")
    @RolesAllowed(Role.VIEW)
    public Uni<TemplatesView> templates(String project) {
        return environments.list(project).chain(() -> regions.byDawn(project)).flatMap(keys -> regions.groups(project)
                .map(groups -> TemplatesView.over(keys, groups)));
    }

    @GET
    @Path("/plans")
    @RolesAllowed(Role.VIEW)
    public Uni<Page<PlanView>> list(String project, @BeanParam PageRequest page) {
        return plans.list(project, page.limit(), page.key());
    }

    @GET
    @Path("/plans/{plan}")
    @RolesAllowed(Role.VIEW)
    public Uni<PlanView> get(
            String project, String plan, @RestQuery @DefaultValue("0") @Min(0) @Max(1_000_000) int version) {
        return plans.get(project, plan, version);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/plans/{plan}")
    @RolesAllowed(Role.RELEASE)
    @Idempotent
    public Uni<PlanView> put(
            String project,
            @RestPath @Parameter(schema = @Schema(ref = "Key")) String plan,
            @Valid @NotNull PlanPut request) {
        return plans.put(Caller.of(identity), project, plan, request);
    }
}
