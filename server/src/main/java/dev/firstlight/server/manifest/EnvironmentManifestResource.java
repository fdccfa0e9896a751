package dev.firstlight.server.manifest;

import dev.firstlight.server.access.Role;
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

/** As {@link ManifestResource} for whoever has a token, which belongs to no environment: the address names it. */
@Cancellable(false)
@Path("/api/v1/projects/{project}/environments/{environment}/openfeature/v0/manifest")
@Produces(MediaType.APPLICATION_JSON)
class EnvironmentManifestResource {

    private final Manifests manifests;

    EnvironmentManifestResource(Manifests manifests) {
        this.manifests = manifests;
    }

    @GET
    @RolesAllowed(Role.VIEW)
    @APIResponse(
            responseCode = "200",
            description = "The flags that are not archived",
            headers = @Header(name = Manifests.CAPABILITIES, schema = @Schema(implementation = String.class)),
            content = @Content(schema = @Schema(implementation = Manifest.class)))
    public Uni<RestResponse<Manifest>> read(String project, String environment) {
        return manifests.of(project, environment);
    }
}
