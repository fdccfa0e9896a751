package dev.firstlight.server.metric;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.sample.Samples;
import dev.firstlight.server.sample.SamplingAnswer;
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
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.server.Cancellable;

@Cancellable(false)
@Path("/sdk/v1/telemetry")
@Produces(MediaType.APPLICATION_JSON)
class MetricResource {
    private static final Logger LOG = Logger.getLogger(MetricResource.class);

    private final Telemetry telemetry;
    private final Samples samples;
    private final SecurityIdentity identity;

    MetricResource(Telemetry telemetry, Samples samples, SecurityIdentity identity) {
        this.telemetry = telemetry;
        this.samples = samples;
        this.identity = identity;
    }

    /** Answers when the batch is durable, not before: the SDK forgets it then. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(202)
    @RolesAllowed(Role.SDK_SERVER)
    public Uni<SamplingAnswer> keep(@Valid @NotNull TelemetryBatch batch) {
        long environment = Caller.of(identity).requireEnvironment();
        return telemetry.take(environment, batch).chain(() -> sampled(environment, batch));
    }

    /** An SDK that samples no contexts is told that none are wanted. What befalls the sample is no reason to send all again. */
    private Uni<SamplingAnswer> sampled(long environment, TelemetryBatch batch) {
        if (batch.sampling() == null) {
            return Uni.createFrom().item(SamplingAnswer.NONE);
        }
        return samples.keep(environment, batch.sampling(), batch.contexts() == null ? List.of() : batch.contexts())
                .onFailure()
                .invoke(e -> LOG.warn("A sample of contexts could not be kept", e))
                .onFailure()
                .recoverWithItem(SamplingAnswer.NONE);
    }
}
