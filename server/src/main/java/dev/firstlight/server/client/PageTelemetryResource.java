package dev.firstlight.server.client;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.clientaccess.ClientAccess;
import dev.firstlight.server.ruleset.RulesetPublisher;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.server.Cancellable;

/** What pages saw, and what happened to them. */
@Cancellable(false)
@Path("/client/v1/telemetry")
class PageTelemetryResource {
    private final RulesetPublisher publisher;
    private final ClientAccess access;
    private final PageTelemetry telemetry;
    private final SecurityIdentity identity;

    PageTelemetryResource(
            RulesetPublisher publisher, ClientAccess access, PageTelemetry telemetry, SecurityIdentity identity) {
        this.publisher = publisher;
        this.access = access;
        this.telemetry = telemetry;
        this.identity = identity;
    }

    /** Answers when the report is durable. One that is sent again counts nothing. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(202)
    @RolesAllowed(Role.SDK_CLIENT)
    public Uni<Void> keep(
            @Context HttpServerRequest request,
            @RequestBody(content = @Content(schema = @Schema(ref = "PageReport"))) byte[] body) {
        Caller caller = Caller.of(identity);
        PageReport report = PageReport.read(body);
        long environment = caller.requireEnvironment();
        return access.admit(caller, request, report.context()).flatMap(context -> publisher
                .require(environment)
                .flatMap(published -> telemetry.keep(environment, published.ruleset(), context, report)));
    }
}
