package dev.firstlight.server.metric;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.ResponseStatus;

@Path("/sdk/v1/telemetry")
class MetricResource {
    private final Telemetry telemetry;
    private final SecurityIdentity identity;

    MetricResource(Telemetry telemetry, SecurityIdentity identity) {
        this.telemetry = telemetry;
        this.identity = identity;
    }

    /** Answers when the batch is durable, not before: the SDK forgets it then. */
    @POST
    @ResponseStatus(202)
    @RolesAllowed(Role.SDK_SERVER)
    public Uni<Void> keep(@Valid @NotNull TelemetryBatch batch) {
        return telemetry.keep(Caller.of(identity).requireEnvironment(), batch);
    }
}
