package dev.firstlight.server.access;

import dev.firstlight.server.platform.Idempotent;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/tokens")
@RolesAllowed(Role.ADMINISTER)
class TokenResource {

    private final ApiTokens tokens;
    private final SecurityIdentity identity;

    TokenResource(ApiTokens tokens, SecurityIdentity identity) {
        this.tokens = tokens;
        this.identity = identity;
    }

    record Request(
            @NotBlank String name,
            @NotNull String role,
            @Nullable Instant expiresAt) {}

    @GET
    public Uni<List<ApiTokens.View>> list() {
        return tokens.list();
    }

    @POST
    @ResponseStatus(201)
    @Idempotent
    public Uni<ApiTokens.Created> create(@Valid @NotNull Request request) {
        return tokens.create(
                Caller.of(identity), request.name(), Role.of(request.role(), "/role"), request.expiresAt());
    }

    @DELETE
    @Path("/{id}")
    public Uni<Void> delete(String id) {
        return tokens.delete(id);
    }
}
