package dev.firstlight.server.access;

import dev.firstlight.server.platform.Failure;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
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
        return self().flatMap(person -> sessions.list(person.id(), SessionCookie.token(http)));
    }

    @Schema(name = "SessionConfirmation")
    record Confirmation(
            @Nullable @Size(max = 256) String password,
            @Nullable @Size(max = 64) String code) {}

    /** Shows again who one is, for what a session that was left open is not enough for. */
    @POST
    @Path("/confirm")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "204")
    public Uni<Void> confirm(@Valid @NotNull Confirmation request, @Context HttpServerRequest http) {
        return signIns.confirm(Caller.of(identity), request.password(), request.code(), SessionCookie.token(http))
                .map(right -> {
                    if (!right) {
                        throw Failure.forbidden(
                                request.code() == null ? "/password" : "/code",
                                "The password or the code is wrong, or too many attempts failed; then wait a minute.");
                    }
                    return null;
                });
    }

    /** By who signed in, or showed again who they are, within the last ten minutes. */
    @DELETE
    @Path("/{id}")
    public Uni<Void> end(String id, @Context HttpServerRequest http) {
        return self().flatMap(person -> sessions.requireShown(SessionCookie.token(http))
                .chain(() -> sessions.end(Caller.of(identity), person, id)));
    }

    /** Another password for whoever asks; all their other sessions end. */
    @PUT
    @Path("/password")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Void> password(@Valid @NotNull PasswordRequest request, @Context HttpServerRequest http) {
        return self().flatMap(person -> signIns.changePassword(
                Caller.of(identity), request.current(), request.next(), SessionCookie.token(http)));
    }

    private Uni<PersonView> self() {
        return people.byEmail(Caller.of(identity).id());
    }

    /** Tokens are nobody, and have no sessions. */
    private boolean isToken() {
        return Caller.of(identity).id().startsWith("token:");
    }
}
