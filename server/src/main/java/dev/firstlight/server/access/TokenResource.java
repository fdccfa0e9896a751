package dev.firstlight.server.access;

import dev.firstlight.server.platform.Idempotent;
import dev.firstlight.server.platform.Page;
import dev.firstlight.server.platform.PageRequest;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

@Cancellable(false)
@Path("/api/v1/tokens")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMINISTER)
class TokenResource {

    private final ApiTokens tokens;
    private final SecurityIdentity identity;

    TokenResource(ApiTokens tokens, SecurityIdentity identity) {
        this.tokens = tokens;
        this.identity = identity;
    }

    @Schema(name = "TokenRequest")
    record Request(
            @NotBlank String name,

            @NotNull @Schema(ref = "RoleKey") String role,

            @Nullable List<@NotNull Grant> grants,

            @Nullable Budget budget,

            @Nullable Instant expiresAt) {}

    @GET
    public Uni<Page<ApiTokens.TokenView>> list(@BeanParam PageRequest page) {
        return tokens.list(page.limit(), page.id());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Idempotent
    public Uni<ApiTokens.Created> create(@Valid @NotNull Request request) {
        return tokens.create(
                Caller.of(identity),
                new ApiTokens.Wanted(
                        request.name(), request.role(), request.grants(), request.budget(), request.expiresAt()));
    }

    @DELETE
    @Path("/{id}")
    public Uni<Void> delete(String id) {
        return tokens.delete(Caller.of(identity), id);
    }
}
