package dev.firstlight.server.lifecycle;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.Page;
import dev.firstlight.server.platform.PageRequest;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Where code names flags. */
@Cancellable(false)
@Path("/api/v1/projects/{project}/references")
@Produces(MediaType.APPLICATION_JSON)
class ReferencesResource {

    private final CodeReferences references;
    private final SecurityIdentity identity;

    ReferencesResource(CodeReferences references, SecurityIdentity identity) {
        this.references = references;
        this.identity = identity;
    }

    @Schema(name = "ReferenceRequest")
    record Place(
            @NotBlank @Size(max = 64) String flag,
            @NotBlank @Size(max = 1_000) String path,
            @Min(1) int line) {}

    @Schema(name = "ReferencesRequest")
    record Request(
            @NotBlank @Size(max = 500) String repository,
            @Nullable @Size(max = 100) String commit,
            @NotNull @Size(max = 20_000) List<@Valid @NotNull Place> references) {}

    /** What a scan of one repository found, in place of what the scan before it found. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.EDIT)
    public Uni<Void> replace(String project, @Valid @NotNull Request request) {
        return references.replace(
                Caller.of(identity),
                project,
                request.repository(),
                request.commit(),
                request.references().stream()
                        .map(place -> new CodeReferences.Place(place.flag(), place.path(), place.line()))
                        .toList());
    }

    @GET
    @Path("/{flag}")
    @RolesAllowed(Role.VIEW)
    public Uni<Page<CodeReferences.ReferenceView>> list(String project, String flag, @BeanParam PageRequest page) {
        return references.list(project, flag, page);
    }
}
