package dev.firstlight.server.approval;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Idempotent;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Page;
import dev.firstlight.server.platform.PageRequest;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Edits that wait for approval. */
@Cancellable(false)
@Path("/api/v1/projects/{project}/environments/{environment}/change-requests")
@Produces(MediaType.APPLICATION_JSON)
class ChangeRequestResource {

    private final ChangeRequests requests;
    private final Applications applications;
    private final SecurityIdentity identity;

    ChangeRequestResource(ChangeRequests requests, Applications applications, SecurityIdentity identity) {
        this.requests = requests;
        this.applications = applications;
        this.identity = identity;
    }

    @GET
    @RolesAllowed(Role.VIEW)
    @APIResponse(responseCode = "200", ref = "ChangeRequestPage")
    public Uni<Page<ObjectNode>> list(
            String project,
            String environment,
            @RestQuery @Parameter(schema = @Schema(ref = "ChangeRequestState")) @Nullable String state,
            @RestQuery @DefaultValue("false") boolean needsMe,
            @BeanParam PageRequest page) {
        return requests.list(Caller.of(identity), project, environment, state(state), needsMe, page);
    }

    private static @Nullable State state(@Nullable String word) {
        if (word == null) {
            return null;
        }
        return Arrays.stream(State.values())
                .filter(state -> state.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Failure.invalid(
                        "/state",
                        "This is one of "
                                + Arrays.stream(State.values()).map(State::name).collect(Collectors.joining(", "))
                                + "."));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @RolesAllowed(Role.EDIT)
    @Idempotent
    @RequestBody(ref = "ChangeRequest")
    @APIResponse(responseCode = "201", ref = "ChangeRequest")
    public Uni<ObjectNode> create(String project, String environment, byte[] body) {
        Asked asked = Asked.read(Json.readObject(body));
        return requests.create(Caller.of(identity), project, environment, asked);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.VIEW)
    @APIResponse(responseCode = "200", ref = "ChangeRequest")
    public Uni<ObjectNode> get(String project, String environment, String id) {
        return requests.get(Caller.of(identity), project, environment, id);
    }

    /** Takes it back; it stays to be looked at. */
    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.EDIT)
    public Uni<Void> withdraw(String project, String environment, String id, @RestQuery @Nullable String comment) {
        return requests.withdraw(Caller.of(identity), project, environment, id, fitting(comment));
    }

    /**
     * An approval.
     *
     * @param digest of the difference that was looked at
     */
    @Schema(name = "ChangeRequestApproval")
    record Approval(
            @NotNull @Pattern(regexp = "[0-9a-f]{64}") String digest,
            @Nullable @Size(max = Asked.LONGEST_COMMENT) String comment) {}

    @Schema(name = "ChangeRequestRejection")
    record Rejection(
            @Nullable @Size(max = Asked.LONGEST_COMMENT) String comment) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{id}/approvals")
    @RolesAllowed(Role.EDIT)
    @Idempotent
    @APIResponse(responseCode = "200", ref = "ChangeRequest")
    public Uni<ObjectNode> approve(String project, String environment, String id, @Valid @NotNull Approval approval) {
        return requests.approve(Caller.of(identity), project, environment, id, approval.digest(), approval.comment());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{id}/rejections")
    @RolesAllowed(Role.EDIT)
    @Idempotent
    @APIResponse(responseCode = "200", ref = "ChangeRequest")
    public Uni<ObjectNode> reject(String project, String environment, String id, @Valid @NotNull Rejection rejection) {
        return requests.reject(Caller.of(identity), project, environment, id, rejection.comment());
    }

    /** Makes all its edits in one revision. */
    @POST
    @Path("/{id}/apply")
    @RolesAllowed(Role.EDIT)
    @Idempotent
    @APIResponse(responseCode = "200", ref = "ChangeRequest")
    @APIResponse(responseCode = "412", ref = "Problem412")
    public Uni<ObjectNode> apply(
            String project,
            String environment,
            String id,
            @RestQuery @Nullable String comment,
            @RestQuery @DefaultValue("false") boolean overrideFreeze,
            @RestQuery @DefaultValue("false") boolean overrideApproval) {
        return applications.apply(
                new Applications.Order(Caller.of(identity), fitting(comment), overrideFreeze, overrideApproval),
                project,
                environment,
                id);
    }

    /** Computes anew what it comes to; where that is something else, it has to be approved again. */
    @POST
    @Path("/{id}/rebase")
    @RolesAllowed(Role.EDIT)
    @Idempotent
    @APIResponse(responseCode = "200", ref = "ChangeRequest")
    public Uni<ObjectNode> rebase(String project, String environment, String id) {
        return requests.rebase(Caller.of(identity), project, environment, id);
    }

    private static @Nullable String fitting(@Nullable String comment) {
        if (comment != null && comment.length() > Asked.LONGEST_COMMENT) {
            throw Failure.invalid("/comment", "A comment has at most " + Asked.LONGEST_COMMENT + " characters.");
        }
        return comment;
    }
}
