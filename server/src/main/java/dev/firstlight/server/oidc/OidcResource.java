package dev.firstlight.server.oidc;

import dev.firstlight.server.access.NotLetIn;
import dev.firstlight.server.platform.HostCookie;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** The way to the company's identity provider and back, which browsers follow. */
@Cancellable(false)
@Path("/api/v1/session/oidc")
class OidcResource {

    private static final HostCookie COOKIE = new HostCookie("oidc");

    private final Visits visits;

    OidcResource(Visits visits) {
        this.visits = visits;
    }

    /**
     * Sends a browser to the provider, and remembers which page it wants; where another site sends it here, to the page with
     * the button first, so that nobody is signed in who did not ask for it.
     */
    @GET
    @PermitAll
    @APIResponse(responseCode = "303")
    @APIResponse(responseCode = "404", ref = "Problem404")
    public Uni<Response> send(@QueryParam("returnTo") @Nullable String returnTo, @Context HttpServerRequest http) {
        if (isSentByOthers(http)) {
            return Uni.createFrom().item(to("/signin").build());
        }
        return visits.send(ReturnTo.check(returnTo), COOKIE.read(http))
                .map(sent -> to(sent.to())
                        .cookie(COOKIE.write(http, sent.browser(), BegunRows.LIFE))
                        .build())
                .onFailure(NotLetIn.class)
                .recoverWithItem(failure -> turnedAway((NotLetIn) failure));
    }

    /** Receives a browser that the provider sends back. */
    @GET
    @Path("/callback")
    @PermitAll
    @APIResponse(responseCode = "303")
    @APIResponse(responseCode = "404", ref = "Problem404")
    public Uni<Response> receive(
            @QueryParam("state") @Nullable String state,
            @QueryParam("code") @Nullable String code,
            @QueryParam("iss") @Nullable String issuer,
            @QueryParam("error") @Nullable String error,
            @Context HttpServerRequest http) {
        return visits.receive(new Answer(state, code, issuer, error), COOKIE.read(http), http)
                .map(back ->
                        to(back.to()).cookie(back.session(), COOKIE.clear(http)).build())
                .onFailure(NotLetIn.class)
                .recoverWithItem(failure -> turnedAway((NotLetIn) failure));
    }

    /** Browsers say whose page asks ("none" for an address that was typed); very old ones, and without TLS, say nothing. */
    private static boolean isSentByOthers(HttpServerRequest http) {
        String site = http.getHeader("Sec-Fetch-Site");
        return site != null && !site.equals("same-origin") && !site.equals("none");
    }

    private static Response turnedAway(NotLetIn failure) {
        return to("/signin#problem=" + failure.problem().word()).build();
    }

    /** By a header of our own: the platform would make an address of it, of what the request calls us. */
    private static Response.ResponseBuilder to(String address) {
        return Response.status(Response.Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, address)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
