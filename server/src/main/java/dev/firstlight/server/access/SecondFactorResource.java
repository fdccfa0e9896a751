package dev.firstlight.server.access;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** What people do about their own second factor. */
@Cancellable(false)
@Path("/api/v1/sessions/second-factor")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.BELONG)
class SecondFactorResource {

    private final SecondFactor factor;
    private final SecurityIdentity identity;

    SecondFactorResource(SecondFactor factor, SecurityIdentity identity) {
        this.factor = factor;
        this.identity = identity;
    }

    @Schema(name = "SecondFactorRequest")
    record Request(@Nullable @Size(max = 256) String password) {}

    @Schema(name = "SecondFactorCode")
    record Code(@NotBlank @Size(max = 64) String code) {}

    @GET
    public Uni<SecondFactor.View> get() {
        return factor.view(Caller.of(identity));
    }

    /** Gives a secret for a device; it counts once a code was sent back. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<SecondFactor.Begun> begin(@Valid @NotNull Request request) {
        return factor.begin(Caller.of(identity), request.password());
    }

    /** The first code of the device. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<SecondFactor.Codes> confirm(@Valid @NotNull Code request, @Context HttpServerRequest http) {
        return factor.confirm(Caller.of(identity), request.code(), SessionCookie.token(http));
    }

    /** Off again, with a code of the device or a recovery code. */
    @POST
    @Path("/off")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Void> turnOff(@Valid @NotNull Code request) {
        return factor.turnOff(Caller.of(identity), request.code());
    }
}
