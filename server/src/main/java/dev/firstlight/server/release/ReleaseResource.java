package dev.firstlight.server.release;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Idempotent;
import dev.firstlight.server.platform.Page;
import dev.firstlight.server.platform.PageRequest;
import dev.firstlight.server.policy.Intent;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

@Cancellable(false)
@Path("/api/v1/projects/{project}/releases")
@Produces(MediaType.APPLICATION_JSON)
class ReleaseResource {
    private final Releases releases;
    private final ReleaseReader reader;
    private final ReleaseWait wait;
    private final Gatekeeping gatekeeping;
    private final HealthChecks healthChecks;
    private final Analyses analyses;
    private final SecurityIdentity identity;

    ReleaseResource(
            Releases releases,
            ReleaseReader reader,
            ReleaseWait wait,
            Gatekeeping gatekeeping,
            HealthChecks healthChecks,
            Analyses analyses,
            SecurityIdentity identity) {
        this.releases = releases;
        this.reader = reader;
        this.wait = wait;
        this.gatekeeping = gatekeeping;
        this.healthChecks = healthChecks;
        this.analyses = analyses;
        this.identity = identity;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @RolesAllowed({Role.RELEASE, Role.RELEASE_SOMEWHERE})
    @Idempotent
    public Uni<ReleaseView> create(String project, @Valid @NotNull ReleaseRequest request) {
        return releases.create(Caller.of(identity), project, request).flatMap(id -> reader.get(project, id));
    }

    @GET
    @RolesAllowed(Role.VIEW)
    public Uni<Page<ReleaseView>> list(
            String project,
            @RestQuery @Nullable String environment,
            @RestQuery @Nullable String flag,
            @RestQuery @Parameter(schema = @Schema(ref = "ReleaseStateWord")) @Nullable String state,
            @BeanParam PageRequest page) {
        ReleaseFilter filter =
                new ReleaseFilter(environment, flag, state == null ? null : word(State.class, state, "/state"));
        return reader.list(project, filter, page.limit(), page.id());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.VIEW)
    public Uni<ReleaseView> get(String project, String id) {
        return reader.get(project, id);
    }

    @GET
    @Path("/{id}/wait")
    @RolesAllowed(Role.VIEW)
    public Uni<ReleaseView> await(
            String project,
            String id,
            @RestQuery @Parameter(schema = @Schema(ref = "WaitTimeout")) @Nullable String timeout,
            @Context HttpServerRequest request) {
        return wait.untilEnded(project, id, ReleaseWait.timeout(timeout), () -> request.response()
                        .closed())
                .chain(() -> reader.get(project, id));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{id}/{action}")
    @RolesAllowed({Role.RELEASE, Role.RELEASE_SOMEWHERE, Role.RELEASE_WITHIN, Role.RELEASE_WITHIN_SOMEWHERE})
    @Idempotent
    @RequestBody(content = @Content(schema = @Schema(implementation = ReleaseComment.class)))
    public Uni<ReleaseView> act(
            String project,
            String id,
            @RestPath @Parameter(schema = @Schema(ref = "ReleaseAction")) String action,
            byte @Nullable [] body,
            @RestQuery @DefaultValue("false") boolean overrideFreeze,
            @RestQuery @DefaultValue("false") boolean overrideApproval) {
        Action asked = word(Action.class, action, "/action");
        ReleaseComment said = ReleaseComment.in(body);
        if (said.region() != null && asked != Action.ROLLBACK) {
            throw Failure.invalid("/region", "Only a rollback can be of one region; leave it out.");
        }
        Intent intent = new Intent(Caller.of(identity), said.comment(), overrideFreeze, overrideApproval);
        return releases.act(intent, project, id, asked, said.region()).chain(() -> reader.get(project, id));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{id}/approve")
    @RolesAllowed({Role.APPROVE, Role.RELEASE, Role.APPROVE_SOMEWHERE, Role.RELEASE_SOMEWHERE})
    @Idempotent
    @RequestBody(content = @Content(schema = @Schema(implementation = ApprovalRequest.class)))
    public Uni<ReleaseView> approve(String project, String id, byte @Nullable [] body) {
        String comment = ReleaseComment.alone(body);
        return gatekeeping.approve(Caller.of(identity), project, id, comment).chain(() -> reader.get(project, id));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{id}/checks/{check}")
    @RolesAllowed({Role.RELEASE, Role.RELEASE_SOMEWHERE})
    @Idempotent
    public Uni<ReleaseView> check(String project, String id, String check, @Valid @NotNull CheckRequest request) {
        return gatekeeping
                .report(Caller.of(identity), project, id, check, request)
                .chain(() -> reader.get(project, id));
    }

    /**
     * The verdict for whoever asks again and again whether to go on: one word, and what it rests on.
     *
     * @param region judged by what was measured there, as if the release were nowhere else; where it is left out all of them
     */
    @GET
    @Path("/{id}/analysis")
    @RolesAllowed(Role.VIEW)
    public Uni<Analysis> analysis(String project, String id, @RestQuery @Nullable String region) {
        return analyses.of(project, id, region);
    }

    /** Whether a release can be expected to find out what it is to find out. */
    @GET
    @Path("/{id}/health")
    @RolesAllowed(Role.VIEW)
    public Uni<Health> health(String project, String id) {
        return healthChecks.of(project, id);
    }

    /** What was found at each look, kept for whoever wants to judge again; the newest last. */
    @GET
    @Path("/{id}/verdicts")
    @RolesAllowed(Role.VIEW)
    public Uni<Page<VerdictView>> verdicts(String project, String id, @BeanParam PageRequest page) {
        return reader.verdicts(project, id, page.limit(), page.number());
    }

    private static <E extends Enum<E>> E word(Class<E> type, String word, String pointer) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Failure.invalid(
                        pointer,
                        "This is one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(type.getEnumConstants())
                                                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                                .toList())
                                + "."));
    }
}
