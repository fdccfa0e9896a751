package dev.firstlight.server.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.EntityTag;
import dev.firstlight.server.platform.Idempotent;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Page;
import dev.firstlight.server.platform.PageRequest;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

@Cancellable(false)
@Path("/api/v1/projects/{project}/environments")
@Produces(MediaType.APPLICATION_JSON)
class EnvironmentResource {

    private final Environments environments;
    private final EnvironmentLife life;
    private final SdkKeys keys;
    private final Receipts receipts;
    private final SecurityIdentity identity;

    EnvironmentResource(
            Environments environments,
            EnvironmentLife life,
            SdkKeys keys,
            Receipts receipts,
            SecurityIdentity identity) {
        this.environments = environments;
        this.life = life;
        this.keys = keys;
        this.receipts = receipts;
        this.identity = identity;
    }

    /**
     * A new environment.
     *
     * @param copyFrom the key of one whose flags and segments it gets; without it flags are there and off
     */
    @Schema(name = "EnvironmentRequest")
    record Request(
            @Schema(ref = "Key") @NotNull String key,
            @NotBlank @Size(max = 200) String name,
            @Nullable String copyFrom,
            @JsonProperty("protected") @Nullable Boolean isProtected,
            @Nullable Boolean requireComments,

            @Nullable @Min(0) @Max(EnvironmentPatch.MOST_APPROVALS)
            Integer approvals,

            @Nullable @Schema(ref = "Approvers") List<@NotNull String> approvers) {

        EnvironmentLife.Wanted wanted() {
            return new EnvironmentLife.Wanted(
                    key,
                    name,
                    Boolean.TRUE.equals(isProtected),
                    Boolean.TRUE.equals(requireComments),
                    approvals == null ? 0 : approvals,
                    EnvironmentPatch.approvers(approvers),
                    copyFrom);
        }
    }

    record KeyRequest(
            @NotBlank String name,

            @Schema(enumeration = {"server", "client"}) @NotNull
            String kind) {}

    record RotationRequest(
            @NotNull @Schema(ref = "KeyExpiry") String expiresIn) {}

    @GET
    @RolesAllowed(Role.VIEW)
    public Uni<Page<EnvironmentView>> list(String project, @BeanParam PageRequest page) {
        return life.list(project, page.limit(), page.number());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @RolesAllowed(Role.CONFIGURE)
    @Idempotent
    public Uni<EnvironmentView> create(String project, @Valid @NotNull Request request) {
        return life.create(Caller.of(identity), project, request.wanted());
    }

    @GET
    @Path("/{environment}")
    @RolesAllowed(Role.VIEW)
    public Uni<RestResponse<EnvironmentView>> get(String project, String environment) {
        return life.get(project, environment).map(EnvironmentResource::answer);
    }

    /** A merge patch of the name and of what edits need. */
    @PATCH
    @Path("/{environment}")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @RolesAllowed(Role.CONFIGURE)
    @RequestBody(ref = "EnvironmentEdit")
    public Uni<RestResponse<EnvironmentView>> edit(
            String project,
            String environment,
            byte[] body,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @RestQuery @Nullable String comment) {
        long version = EntityTag.require(ifMatch, "environment");
        EnvironmentPatch patch = EnvironmentPatch.read(Json.readObject(body));
        return life.patch(Caller.of(identity), project, environment, version, patch, comment)
                .map(EnvironmentResource::answer);
    }

    /** With all that is in it; refused while it is protected or in use, the latter unless forced. */
    @DELETE
    @Path("/{environment}")
    @RolesAllowed(Role.CONFIGURE)
    public Uni<Void> delete(
            String project,
            String environment,
            @RestQuery @DefaultValue("false") boolean force,
            @RestQuery @Nullable String comment) {
        return life.delete(Caller.of(identity), project, environment, force, comment);
    }

    private static RestResponse<EnvironmentView> answer(EnvironmentView view) {
        return RestResponse.ResponseBuilder.ok(view)
                .header("ETag", EntityTag.of(view.version()))
                .build();
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
    @RolesAllowed(Role.MANAGE_KEYS)
    public Uni<Page<SdkKeyView>> keys(String project, String environment, @BeanParam PageRequest page) {
        return keys.list(project, environment, page.limit(), page.id());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{environment}/keys")
    @ResponseStatus(201)
    @RolesAllowed(Role.MANAGE_KEYS)
    @Idempotent
    public Uni<SdkKeyView> createKey(String project, String environment, @Valid @NotNull KeyRequest request) {
        return keys.create(Caller.of(identity), project, environment, request.name(), request.kind());
    }

    @DELETE
    @Path("/{environment}/keys/{id}")
    @RolesAllowed(Role.MANAGE_KEYS)
    public Uni<Void> deleteKey(String project, String environment, String id) {
        return keys.delete(Caller.of(identity), project, environment, id);
    }

    /** A new key in the place of this one, which is taken for a while yet. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{environment}/keys/{id}/rotate")
    @ResponseStatus(201)
    @RolesAllowed(Role.MANAGE_KEYS)
    @Idempotent
    public Uni<SdkKeyView> rotateKey(
            String project, String environment, String id, @Valid @NotNull RotationRequest request) {
        return keys.rotate(Caller.of(identity), project, environment, id, request.expiresIn());
    }
}
