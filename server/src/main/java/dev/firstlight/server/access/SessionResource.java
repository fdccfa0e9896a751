package dev.firstlight.server.access;

import dev.firstlight.server.platform.Failure;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

@Cancellable(false)
@Path("/api/v1/session")
@Produces(MediaType.APPLICATION_JSON)
class SessionResource {

    private final People people;
    private final SignIns signIns;
    private final Sessions sessions;
    private final OneTimeLinks links;
    private final Addresses addresses;
    private final Clock clock;
    private final SecurityIdentity identity;

    SessionResource(
            People people,
            SignIns signIns,
            Sessions sessions,
            OneTimeLinks links,
            Addresses addresses,
            Clock clock,
            SecurityIdentity identity) {
        this.people = people;
        this.signIns = signIns;
        this.sessions = sessions;
        this.links = links;
        this.addresses = addresses;
        this.clock = clock;
        this.identity = identity;
    }

    record SignIn(
            @Nullable String email,
            @Nullable String password,
            @Nullable String link,
            @Nullable @Size(max = 64) String code) {}

    @Schema(name = "SignInLinkRequest")
    record LinkRequest(@NotBlank String email) {}

    @Schema(name = "SignInLink")
    record Link(String url, Instant expiresAt) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @PermitAll
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = PersonView.class)))
    public Uni<Response> signIn(@Valid @NotNull SignIn request, @Context HttpServerRequest http) {
        return arrive(request, Sessions.From.of(http)).map(arrived -> Response.ok(arrived.person())
                .cookie(SessionCookie.write(http, arrived.session()))
                .build());
    }

    private Uni<SignIns.Arrived> arrive(SignIn request, Sessions.From from) {
        return attempt(request, from).map(outcome -> {
            if (outcome instanceof SignIns.Arrived arrived) {
                return arrived;
            }
            if (outcome instanceof SignIns.CodeWanted) {
                throw Failure.unauthenticated(
                        "/code", "Send the six digits of your second factor as \"code\", or a recovery code.");
            }
            throw Failure.of(
                    Failure.Kind.UNAUTHENTICATED,
                    "Email, password or code is wrong, or too many attempts failed; then wait a minute.");
        });
    }

    private Uni<SignIns.Outcome> attempt(SignIn request, Sessions.From from) {
        if (request.link() != null) {
            return signIns.byOneTimeLink(request.link(), request.code(), from);
        }
        if (request.email() == null || request.password() == null) {
            throw Failure.invalid("/email", "Send email and password, or a sign-in link's token as \"link\".");
        }
        return signIns.byPassword(request.email(), request.password(), request.code(), from);
    }

    @GET
    @RolesAllowed(Role.BELONG)
    public Uni<PersonView> who(@Context HttpServerRequest http) {
        Caller caller = Caller.of(identity);
        return caller.id().startsWith("token:")
                ? Uni.createFrom()
                        .item(new PersonView(
                                caller.id(),
                                caller.id(),
                                caller.name(),
                                "token",
                                caller.rights().granted().stream()
                                        .map(Rights.Granted::grant)
                                        .toList(),
                                List.of(),
                                false,
                                null,
                                null))
                : people.byEmail(caller.id()).flatMap(person -> sessions.isRestricted(SessionCookie.token(http))
                        .map(restricted -> restricted ? person.wantingSecondFactor() : person));
    }

    @DELETE
    @PermitAll
    @APIResponse(responseCode = "204")
    public Uni<Response> signOut(@Context HttpServerRequest http) {
        Cookie cookie = SessionCookie.read(http);
        Uni<Void> closed = cookie == null ? Uni.createFrom().voidItem() : sessions.close(cookie.getValue());
        return closed.map(ignored ->
                Response.noContent().cookie(SessionCookie.clear(http)).build());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/links")
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Link> link(@Valid @NotNull LinkRequest request) {
        Caller caller = Caller.of(identity);
        return people.byEmail(request.email())
                .call(person -> people.requireOver(caller, person.id()))
                .flatMap(person -> links.createSignIn(caller, person))
                .map(token -> new Link(
                        addresses.base() + "/signin#link=" + token,
                        clock.instant().plus(OneTimeLinks.LIFE)));
    }
}
