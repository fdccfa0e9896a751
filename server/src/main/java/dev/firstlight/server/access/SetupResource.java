package dev.firstlight.server.access;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

@Path("/api/v1/setup")
class SetupResource {

    private final Setup setup;
    private final Sessions sessions;

    SetupResource(Setup setup, Sessions sessions) {
        this.setup = setup;
        this.sessions = sessions;
    }

    record Request(
            @NotBlank String token,
            @NotBlank String email,
            @NotBlank String name,
            @NotNull String password) {}

    @POST
    @PermitAll
    public Uni<Response> setUp(@Valid @NotNull Request request, HttpServerRequest http) {
        return setup.run(request.token(), request.email(), request.name(), request.password())
                .flatMap(person -> sessions.open(person.id()).map(token -> Response.status(201)
                        .cookie(SessionCookie.write(http, token))
                        .entity(person.view())
                        .build()));
    }
}
