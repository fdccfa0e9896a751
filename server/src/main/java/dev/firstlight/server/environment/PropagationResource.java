package dev.firstlight.server.environment;

import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.Failure;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

@Cancellable(false)
@Path("/api/v1/projects/{project}/environments/{environment}/propagation")
@Produces(MediaType.APPLICATION_JSON)
class PropagationResource {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);
    private static final double MOST = 0.99;

    private final Propagation propagation;

    PropagationResource(Propagation propagation) {
        this.propagation = propagation;
    }

    /** Answers when the share is reached, or after the wait with what there is: {@code reached} says which. */
    @GET
    @RolesAllowed(Role.VIEW)
    public Uni<Propagation.View> get(
            String project,
            String environment,
            @RestQuery @Nullable Long revision,
            @RestQuery @Nullable Double share,
            @RestQuery @Nullable String wait,
            @Context HttpServerRequest request) {
        double wanted = share == null ? MOST : share;
        if (!(wanted >= 0 && wanted <= 1)) {
            throw Failure.invalid("/share", "A share is a number from 0 to 1, as 0.99.");
        }
        return propagation.of(project, environment, revision, wanted, duration(wait), () -> request.response()
                .closed());
    }

    private static Duration duration(@Nullable String wait) {
        if (wait == null) {
            return Duration.ZERO;
        }
        try {
            Duration duration = Duration.parse(wait);
            if (!duration.isNegative() && duration.compareTo(LONGEST_WAIT) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // Said below.
        }
        throw Failure.invalid("/wait", "Wait for up to two minutes, as PT30S.");
    }
}
