package dev.firstlight.server.oidc;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.firstlight.server.access.Arrivals;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Which ways in there are, for the page where people sign in. */
@Cancellable(false)
@Path("/api/v1/session/ways")
@Produces(MediaType.APPLICATION_JSON)
class WaysResource {

    private final Registered registered;
    private final Arrivals arrivals;

    WaysResource(Registered registered, Arrivals arrivals) {
        this.registered = registered;
        this.arrivals = arrivals;
    }

    /**
     * The ways in.
     *
     * @param password who may come by password
     * @param oidc absent where there is no identity provider
     */
    @Schema(name = "WaysIn")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Ways(
            @Schema(enumeration = {"everybody", "admins"}) String password,

            @Nullable Oidc oidc) {}

    /**
     * The company's identity provider.
     *
     * @param name what the button says after "Sign in with"
     */
    @Schema(name = "IdentityProvider")
    record Oidc(String name) {}

    @GET
    @PermitAll
    public Uni<Ways> ways() {
        return Uni.createFrom()
                .item(new Ways(
                        arrivals.passwords().word(),
                        registered
                                .find()
                                .map(company -> new Oidc(company.registration().name()))
                                .orElse(null)));
    }
}
