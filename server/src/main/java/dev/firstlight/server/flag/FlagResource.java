package dev.firstlight.server.flag;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.EntityTag;
import dev.firstlight.server.platform.Idempotent;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Page;
import dev.firstlight.server.platform.PageRequest;
import dev.firstlight.server.policy.Intent;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

@Cancellable(false)
@Path("/api/v1/projects/{project}/flags")
@Produces(MediaType.APPLICATION_JSON)
class FlagResource {

    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final FlagReader reader;
    private final FlagService flags;
    private final Archive archive;
    private final SecurityIdentity identity;

    FlagResource(FlagReader reader, FlagService flags, Archive archive, SecurityIdentity identity) {
        this.reader = reader;
        this.flags = flags;
        this.archive = archive;
        this.identity = identity;
    }

    @GET
    @RolesAllowed(Role.VIEW)
    @APIResponse(responseCode = "200", ref = "FlagPage")
    public Uni<Page<ObjectNode>> list(String project, @RestQuery @Nullable String query, @BeanParam PageRequest page) {
        return reader.list(project, FlagQuery.parse(query, Caller.of(identity).id()), page.limit(), page.key());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.EDIT)
    @Idempotent
    @RequestBody(ref = "Flag")
    @APIResponse(responseCode = "201", ref = "Flag")
    public Uni<RestResponse<ObjectNode>> create(String project, byte[] body) {
        FlagRequest request = FlagRequest.creating(Json.readObject(body));
        return flags.create(Caller.of(identity), project, request)
                .chain(() -> reader.get(project, request.key()))
                .map(seen -> answer(RestResponse.Status.CREATED, seen));
    }

    @GET
    @Path("/{flag}")
    @RolesAllowed(Role.VIEW)
    @APIResponse(responseCode = "200", ref = "Flag")
    public Uni<RestResponse<ObjectNode>> get(String project, String flag) {
        return reader.get(project, flag).map(seen -> answer(RestResponse.Status.OK, seen));
    }

    @PATCH
    @Path("/{flag}")
    @Consumes({MediaType.APPLICATION_JSON, MERGE_PATCH})
    @RolesAllowed(Role.EDIT)
    @RequestBody(ref = "FlagEdit")
    @APIResponse(responseCode = "200", ref = "FlagKept")
    public Uni<RestResponse<ObjectNode>> edit(
            String project,
            String flag,
            byte[] body,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @RestQuery @Nullable String comment,
            @RestQuery @DefaultValue("false") boolean overrideFreeze,
            @RestQuery @DefaultValue("false") boolean overrideApproval,
            @RestQuery @DefaultValue("false") boolean dryRun) {
        FlagRequest request = FlagRequest.editing(Json.readObject(body));
        return edited(
                new FlagService.Order(
                        intent(comment, overrideFreeze, overrideApproval),
                        project,
                        flag,
                        EntityTag.require(ifMatch, "flag"),
                        dryRun),
                before -> request);
    }

    /** All of the flag itself; what is left out gets its default, and variants that are not named go. */
    @PUT
    @Path("/{flag}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.EDIT)
    @RequestBody(ref = "FlagReplacement")
    @APIResponse(responseCode = "200", ref = "FlagKept")
    public Uni<RestResponse<ObjectNode>> replace(
            String project,
            String flag,
            byte[] body,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @RestQuery @Nullable String comment,
            @RestQuery @DefaultValue("false") boolean overrideFreeze,
            @RestQuery @DefaultValue("false") boolean overrideApproval,
            @RestQuery @DefaultValue("false") boolean dryRun) {
        ObjectNode sent = Json.readObject(body);
        return edited(
                new FlagService.Order(
                        intent(comment, overrideFreeze, overrideApproval),
                        project,
                        flag,
                        EntityTag.require(ifMatch, "flag"),
                        dryRun),
                before -> FlagRequest.replacing(sent, before));
    }

    private Uni<RestResponse<ObjectNode>> edited(FlagService.Order order, Function<ObjectNode, FlagRequest> asked) {
        return flags.edit(order, asked)
                .flatMap(would -> order.dryRun()
                        ? Uni.createFrom().item(RestResponse.ok(would))
                        : reader.get(order.project(), order.key()).map(seen -> answer(RestResponse.Status.OK, seen)));
    }

    @DELETE
    @Path("/{flag}")
    @RolesAllowed(Role.EDIT)
    public Uni<Void> delete(
            String project,
            String flag,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @RestQuery @Nullable String comment,
            @RestQuery @DefaultValue("false") boolean overrideFreeze,
            @RestQuery @DefaultValue("false") boolean overrideApproval,
            @RestQuery @DefaultValue("false") boolean dryRun) {
        return flags.delete(new FlagService.Order(
                intent(comment, overrideFreeze, overrideApproval), project, flag, version(ifMatch), dryRun));
    }

    /** No longer sent to SDKs; kept with its history. */
    @POST
    @Path("/{flag}/archive")
    @RolesAllowed(Role.EDIT)
    @Idempotent
    @APIResponse(responseCode = "200", ref = "Flag")
    public Uni<RestResponse<ObjectNode>> archive(
            String project,
            String flag,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @RestQuery @DefaultValue("false") boolean force,
            @RestQuery @Nullable String comment,
            @RestQuery @DefaultValue("false") boolean overrideFreeze,
            @RestQuery @DefaultValue("false") boolean overrideApproval) {
        return archive.archive(
                        intent(comment, overrideFreeze, overrideApproval), project, flag, version(ifMatch), force)
                .chain(() -> reader.get(project, flag))
                .map(seen -> answer(RestResponse.Status.OK, seen));
    }

    /** Brings an archived flag back, off. */
    @POST
    @Path("/{flag}/restore")
    @RolesAllowed(Role.EDIT)
    @Idempotent
    @APIResponse(responseCode = "200", ref = "Flag")
    public Uni<RestResponse<ObjectNode>> restore(
            String project, String flag, @RestHeader("If-Match") @Nullable String ifMatch) {
        return archive.restore(Caller.of(identity), project, flag, version(ifMatch))
                .chain(() -> reader.get(project, flag))
                .map(seen -> answer(RestResponse.Status.OK, seen));
    }

    private Intent intent(@Nullable String comment, boolean overrideFreeze, boolean overrideApproval) {
        return new Intent(Caller.of(identity), comment, overrideFreeze, overrideApproval);
    }

    private static @Nullable Long version(@Nullable String ifMatch) {
        return ifMatch == null ? null : EntityTag.require(ifMatch, "flag");
    }

    private static RestResponse<ObjectNode> answer(RestResponse.Status status, FlagReader.Seen seen) {
        return RestResponse.ResponseBuilder.create(status, seen.view())
                .header("ETag", EntityTag.of(seen.version()))
                .build();
    }
}
