package dev.firstlight.server.environment;

import dev.firstlight.server.access.Role;
import dev.firstlight.server.access.Vigil;
import dev.firstlight.server.platform.Meters;
import dev.firstlight.server.platform.Signal;
import dev.firstlight.server.platform.Signals;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The console's one stream: what changed, so that it asks again for what it shows. */
@Startup
@Cancellable(false)
@Path("/api/v1/projects/{project}/live")
class LiveResource {

    private static final Duration HEARTBEAT = Duration.ofSeconds(2);

    private final Signals signals;
    private final Vigil vigil;
    private final AtomicInteger open = new AtomicInteger();

    LiveResource(Signals signals, Vigil vigil, Meters meters) {
        this.signals = signals;
        this.vigil = vigil;
        meters.gauge("streams.open", "Streams that are open on this node.", open::get, "kind", "console");
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed(Role.VIEW)
    @KnownProject.Required
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = SchemaType.STRING)))
    public Multi<OutboundSseEvent> stream(String project, @Context Sse sse, @Context HttpServerRequest request) {
        Multi<OutboundSseEvent> changes = signals.stream()
                .filter(signal -> signal.project().equals(project))
                .map(signal -> event(sse, signal));
        Multi<OutboundSseEvent> beats = Multi.createFrom()
                .ticks()
                .every(HEARTBEAT)
                .onOverflow()
                .drop()
                .map(tick -> sse.newEventBuilder().comment("beat").build());
        Multi<Optional<OutboundSseEvent>> end =
                vigil.dismissal(request, project).toMulti().map(dismissed -> Optional.empty());
        return Multi.createBy()
                .merging()
                .streams(changes.map(Optional::of), beats.map(Optional::of), end)
                .select()
                .first(Optional::isPresent)
                .map(Optional::get)
                .onSubscription()
                .invoke(open::incrementAndGet)
                .onTermination()
                .invoke(open::decrementAndGet);
    }

    private static OutboundSseEvent event(Sse sse, Signal signal) {
        return sse.newEventBuilder()
                .name("signal")
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(Signal.class, signal)
                .build();
    }
}
