package dev.firstlight.server.environment;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
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
import java.util.List;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/projects/{project}/environments")
class EnvironmentResource {

    private final Environments environments;
    private final SdkKeys keys;
    private final Receipts receipts;
    private final SecurityIdentity identity;

    EnvironmentResource(Environments environments, SdkKeys keys, Receipts receipts, SecurityIdentity identity) {
        this.environments = environments;
        this.keys = keys;
        this.receipts = receipts;
        this.identity = identity;
    }

    record View(String key, String name, long epoch, long revision) {}

    record Request(@NotNull String key, @NotBlank String name) {}

    record KeyRequest(@NotBlank String name, @NotNull String kind) {}

    private static View view(EnvironmentRef ref) {
        return new View(ref.key(), ref.name(), ref.epoch(), ref.revision());
    }

    @GET
    @RolesAllowed(Role.VIEW)
    public Uni<List<View>> list(String project) {
        return environments
                .list(project)
                .map(all -> all.stream().map(EnvironmentResource::view).toList());
    }

    @POST
    @ResponseStatus(201)
    @RolesAllowed(Role.ADMINISTER)
    @Idempotent
    public Uni<View> create(String project, @Valid @NotNull Request request) {
        return environments
                .create(Caller.of(identity), project, request.key(), request.name())
                .map(EnvironmentResource::view);
    }

    @GET
    @Path("/{environment}")
    @RolesAllowed(Role.VIEW)
    public Uni<View> get(String project, String environment) {
        return environments.require(project, environment).map(EnvironmentResource::view);
    }

    @GET
    @Path("/{environment}/receipts")
    @RolesAllowed(Role.VIEW)
    public Uni<Receipts.View> receipts(String project, String environment, @RestQuery @Nullable Long revision) {
        return environments
                .require(project, environment)
                .flatMap(found -> receipts.view(found, revision == null ? found.revision() : revision));
    }

    @GET
    @Path("/{environment}/keys")
    @RolesAllowed(Role.ADMINISTER)
    public Uni<List<SdkKeyView>> keys(String project, String environment) {
        return keys.list(project, environment);
    }

    @POST
    @Path("/{environment}/keys")
    @ResponseStatus(201)
    @RolesAllowed(Role.ADMINISTER)
    @Idempotent
    public Uni<SdkKeyView> createKey(String project, String environment, @Valid @NotNull KeyRequest request) {
        return keys.create(Caller.of(identity), project, environment, request.name(), request.kind());
    }

    @DELETE
    @Path("/{environment}/keys/{id}")
    @RolesAllowed(Role.ADMINISTER)
    public Uni<Void> deleteKey(String project, String environment, String id) {
        return keys.delete(Caller.of(identity), project, environment, id);
    }
}
