package dev.firstlight.server.manifest;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** OpenFeature's manifest where its tools look for it: of the environment that a server key belongs to. */
@Cancellable(false)
@Path("/openfeature/v0/manifest")
@Produces(MediaType.APPLICATION_JSON)
class ManifestResource {

    private final Manifests manifests;
    private final SecurityIdentity identity;

    ManifestResource(Manifests manifests, SecurityIdentity identity) {
        this.manifests = manifests;
        this.identity = identity;
    }

    @GET
    @RolesAllowed(Role.SDK_SERVER)
    @APIResponse(
            responseCode = "200",
            description = "The flags that are not archived",
            headers = @Header(name = Manifests.CAPABILITIES, schema = @Schema(implementation = String.class)),
            content = @Content(schema = @Schema(implementation = Manifest.class)))
    public Uni<RestResponse<Manifest>> read() {
        return manifests.of(Caller.of(identity).requireEnvironment());
    }
}
