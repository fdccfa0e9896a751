package dev.firstlight.server.exchange;

import dev.firstlight.core.RulesetSpec;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.platform.Failure;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** An environment's flags as another system reads them, so that nobody has to stay. */
@Cancellable(false)
@Path("/api/v1/projects/{project}/environments/{environment}/export")
@Produces(MediaType.APPLICATION_JSON)
class ExportResource {

    private final Environments environments;
    private final ExportReader reader;
    private final Vertx vertx;

    ExportResource(Environments environments, ExportReader reader, Vertx vertx) {
        this.environments = environments;
        this.reader = reader;
        this.vertx = vertx;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.VIEW)
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = Exported.class)),
            headers = @Header(name = "ETag", ref = "ETag"))
    @APIResponse(responseCode = "304", ref = "NotModified")
    public Uni<RestResponse<Exported>> write(
            String project,
            String environment,
            @RestQuery @Parameter(required = true, schema = @Schema(ref = "Destination")) @Nullable String as,
            @RestHeader("If-None-Match") @Nullable String known) {
        Destination destination = Destination.of(as == null ? "" : as)
                .orElseThrow(() ->
                        Failure.invalid("/as", "Name a system: as=" + String.join(", as=", Destination.words()) + "."));
        return environments
                .require(project, environment)
                .flatMap(where -> isKnown(known, tag(where.epoch(), where.revision(), destination))
                        ? Uni.createFrom().item(notModified(tag(where.epoch(), where.revision(), destination)))
                        : reader.read(where).flatMap(ruleset -> answer(destination, ruleset)));
    }

    private static String tag(long epoch, long revision, Destination destination) {
        return '"' + String.join("-", Long.toString(epoch), Long.toString(revision), destination.word()) + '"';
    }

    private static boolean isKnown(@Nullable String known, String tag) {
        return known != null && (known.contains(tag) || known.trim().equals("*"));
    }

    private static RestResponse<Exported> notModified(String tag) {
        return RestResponse.ResponseBuilder.<Exported>notModified()
                .header("ETag", tag)
                .build();
    }

    private Uni<RestResponse<Exported>> answer(Destination destination, RulesetSpec ruleset) {
        // Thousands of flags take too long for an event loop.
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(() -> destination.write(ruleset), false)
                        .toCompletionStage())
                .map(exported -> RestResponse.ResponseBuilder.ok(exported)
                        .header("ETag", tag(ruleset.epoch(), ruleset.revision(), destination))
                        .header("Cache-Control", "no-cache")
                        .build());
    }
}
