package dev.firstlight.server.access;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

@Cancellable(false)
@Path("/api/v1/setup")
@Produces(MediaType.APPLICATION_JSON)
class SetupResource {

    private final Setup setup;
    private final SignIns signIns;

    SetupResource(Setup setup, SignIns signIns) {
        this.setup = setup;
        this.signIns = signIns;
    }

    @Schema(name = "SetupRequest")
    record Request(
            @NotBlank String token,
            @NotBlank String email,
            @NotBlank String name,
            @NotNull String password) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @PermitAll
    @APIResponse(
            responseCode = "201",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = PersonView.class)))
    public Uni<Response> setUp(@Valid @NotNull Request request, @Context HttpServerRequest http) {
        return setup.run(request.token(), request.email(), request.name(), request.password())
                .flatMap(person -> signIns.bySetup(person.id(), Sessions.From.of(http)))
                .map(arrived -> Response.status(201)
                        .cookie(SessionCookie.write(http, arrived.session()))
                        .entity(arrived.person())
                        .build());
    }
}
