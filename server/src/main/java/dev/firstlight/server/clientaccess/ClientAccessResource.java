package dev.firstlight.server.clientaccess;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Who may ask with an environment's client keys. */
@Cancellable(false)
@Path("/api/v1/projects/{project}/environments/{environment}/client-access")
class ClientAccessResource {

    private final ClientAccessSettings settings;
    private final ClientAccess access;
    private final SecurityIdentity identity;

    ClientAccessResource(ClientAccessSettings settings, ClientAccess access, SecurityIdentity identity) {
        this.settings = settings;
        this.access = access;
        this.identity = identity;
    }

    @Schema(name = "ClientAccessRequest")
    record Request(
            @NotNull List<@NotNull String> origins, @NotNull Boolean secureMode) {}

    /** The secret is shown in the answer to its making and never again. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ClientAccess")
    record View(
            List<String> origins,
            boolean secureMode,
            @Nullable Instant secretMadeAt,
            @Nullable String secret) {}

    @GET
    @RolesAllowed(Role.VIEW)
    public Uni<View> get(String project, String environment) {
        return settings.get(project, environment).map(kept -> view(kept, null));
    }

    @PUT
    @RolesAllowed(Role.MANAGE_KEYS)
    public Uni<View> put(String project, String environment, @Valid @NotNull Request request) {
        return settings.put(Caller.of(identity), project, environment, request.origins(), request.secureMode())
                .flatMap(set -> seen(project, environment, set));
    }

    @POST
    @Path("/secret")
    @RolesAllowed(Role.MANAGE_KEYS)
    public Uni<View> newSecret(String project, String environment) {
        return settings.newSecret(Caller.of(identity), project, environment)
                .flatMap(set -> seen(project, environment, set));
    }

    /** After the commit: whoever is answered finds that it counts, on this node. */
    private Uni<View> seen(String project, String environment, ClientAccessSettings.Set set) {
        return access.renew().chain(() -> settings.get(project, environment)).map(kept -> view(kept, set.secret()));
    }

    private static View view(ClientAccessRows.Kept kept, @Nullable String secret) {
        return new View(kept.origins(), kept.secureMode(), kept.secretMadeAt(), secret);
    }
}
