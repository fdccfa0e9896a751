package dev.firstlight.server.unleash;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.clientaccess.ClientAccess;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** What Unleash's frontend SDKs ask: which features are on. With a client key, of those that browsers may see. */
@Cancellable(false)
@Path("/api/frontend")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.SDK_SERVER, Role.SDK_CLIENT})
class FrontendResource {

    private final Frontend frontend;
    private final UnleashSource source;
    private final ClientAccess access;
    private final SecurityIdentity identity;

    FrontendResource(Frontend frontend, UnleashSource source, ClientAccess access, SecurityIdentity identity) {
        this.frontend = frontend;
        this.source = source;
        this.access = access;
        this.identity = identity;
    }

    /** The body of a question, for the description of the API. */
    @Schema(name = "UnleashFrontendRequest")
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Request(@Nullable Map<String, Object> context) {}

    @GET
    @APIResponse(
            responseCode = "200",
            description = "The features that are on for the context in the query",
            headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
            content = @Content(schema = @Schema(implementation = TogglesView.class)))
    @APIResponse(responseCode = "304", description = "Neither the features nor the context changed")
    public Uni<RestResponse<TogglesView>> get(
            @Context HttpServerRequest request, @RestHeader("If-None-Match") @Nullable String known) {
        return answer(request, FrontendContext.of(request.params()), known);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(
            responseCode = "200",
            description = "The features that are on for the context in the body",
            headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
            content = @Content(schema = @Schema(implementation = TogglesView.class)))
    @APIResponse(responseCode = "304", description = "Neither the features nor the context changed")
    public Uni<RestResponse<TogglesView>> post(
            @Context HttpServerRequest request,
            @RestHeader("If-None-Match") @Nullable String known,
            @RequestBody(content = @Content(schema = @Schema(implementation = Request.class))) byte[] body) {
        ObjectNode document = Json.readObject(body);
        if (document.hasNonNull("context") && !document.path("context").isObject()) {
            throw Failure.invalid("/context", "The context is an object.");
        }
        ObjectNode sent = document.path("context") instanceof ObjectNode context ? context : Json.object();
        return answer(request, sent, known);
    }

    private Uni<RestResponse<TogglesView>> answer(HttpServerRequest request, ObjectNode sent, @Nullable String known) {
        return frontend.evaluate(Caller.of(identity), request, sent).map(answer -> {
            boolean same = known != null && known.contains(answer.tag());
            return (same
                            ? RestResponse.ResponseBuilder.<TogglesView>notModified()
                            : RestResponse.ResponseBuilder.ok(answer.view()))
                    .header("ETag", answer.tag())
                    .header("Cache-Control", "private, no-store")
                    .build();
        });
    }

    @POST
    @Path("/client/register")
    @ResponseStatus(202)
    public Uni<Void> register(@Context HttpServerRequest request, @NotNull Registration registration) {
        return access.admit(Caller.of(identity), request);
    }

    @POST
    @Path("/client/metrics")
    @ResponseStatus(202)
    public Uni<Void> metrics(@Context HttpServerRequest request, @Valid @NotNull MetricsRequest metrics) {
        Caller caller = Caller.of(identity);
        return access.admit(caller, request).chain(() -> source.count(caller, metrics));
    }
}
