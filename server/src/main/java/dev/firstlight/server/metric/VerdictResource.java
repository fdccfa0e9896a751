package dev.firstlight.server.metric;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.Cancellable;

/** What others say of a release while it runs. */
@Cancellable(false)
@Path("/api/v1/projects/{project}/releases/{id}/verdicts/{metric}")
@Produces(MediaType.APPLICATION_JSON)
class VerdictResource {
    private final Externals externals;
    private final SecurityIdentity identity;

    VerdictResource(Externals externals, SecurityIdentity identity) {
        this.externals = externals;
        this.identity = identity;
    }

    /** The last word counts, for as long as the metric says. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.RELEASE, Role.RELEASE_SOMEWHERE})
    public Uni<VerdictView> say(String project, String id, String metric, @Valid @NotNull VerdictRequest request) {
        return externals.say(Caller.of(identity), project, id, metric, request);
    }
}
