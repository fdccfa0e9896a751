package dev.firstlight.server.access;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** What people do about their own ways in. */
@Cancellable(false)
@Path("/api/v1/sessions")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.BELONG)
class SessionsResource {

    private final People people;
    private final SignIns signIns;
    private final Sessions sessions;
    private final SecurityIdentity identity;

    SessionsResource(People people, SignIns signIns, Sessions sessions, SecurityIdentity identity) {
        this.people = people;
        this.signIns = signIns;
        this.sessions = sessions;
        this.identity = identity;
    }

    @Schema(name = "PasswordRequest")
    record PasswordRequest(
            @Nullable String current, @NotNull String next) {}

    @GET
    public Uni<Sessions.All> list(@Context HttpServerRequest http) {
        if (isToken()) {
            return Uni.createFrom().item(new Sessions.All(List.of()));
        }
        return self().flatMap(person -> sessions.list(person.id(), token(http)));
    }

    @DELETE
    @Path("/{id}")
    public Uni<Void> end(String id) {
        return self().flatMap(person -> sessions.end(Caller.of(identity), person, id));
    }

    /** Another password for whoever asks; all their other sessions end. */
    @PUT
    @Path("/password")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Void> password(@Valid @NotNull PasswordRequest request, @Context HttpServerRequest http) {
        return self().flatMap(person ->
                signIns.changePassword(Caller.of(identity), request.current(), request.next(), token(http)));
    }

    private Uni<PersonView> self() {
        return people.byEmail(Caller.of(identity).id());
    }

    /** Tokens are nobody, and have no sessions. */
    private boolean isToken() {
        return Caller.of(identity).id().startsWith("token:");
    }

    private static String token(HttpServerRequest http) {
        Cookie cookie = SessionCookie.read(http);
        return cookie == null ? "" : cookie.getValue();
    }
}
