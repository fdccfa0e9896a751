package dev.firstlight.server.unleash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.Failure;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** What Unleash's server SDKs ask: features to evaluate themselves, and a place for their counts. */
@Cancellable(false)
@Path("/api/client")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.SDK_SERVER)
class ClientResource {

    private static final int VERSION = 2;

    private final UnleashSource source;
    private final SecurityIdentity identity;

    ClientResource(UnleashSource source, SecurityIdentity identity) {
        this.source = source;
        this.identity = identity;
    }

    @GET
    @Path("/features")
    @APIResponse(
            responseCode = "200",
            description = "All features that this version of SDK understands",
            headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
            content = @Content(schema = @Schema(implementation = FeaturesView.class)))
    @APIResponse(responseCode = "304", description = "Nothing changed")
    public Uni<RestResponse<FeaturesView>> features(
            @RestQuery @Nullable String namePrefix,
            @RestHeader("Unleash-Client-Spec") @Nullable String clientSpec,
            @RestHeader("If-None-Match") @Nullable String known) {
        ClientSpec spec = ClientSpec.of(clientSpec);
        String prefix = namePrefix == null ? "" : namePrefix;
        return source.ruleset(Caller.of(identity)).flatMap(ruleset -> {
            String tag = '"' + ruleset.position() + "-" + spec.level() + '"';
            return known != null && known.contains(tag) && prefix.isEmpty()
                    ? Uni.createFrom().item(unchanged(tag))
                    : source.document(ruleset, spec).map(document -> answer(tag, document, prefix));
        });
    }

    private static RestResponse<FeaturesView> unchanged(String tag) {
        return RestResponse.ResponseBuilder.<FeaturesView>notModified()
                .header("ETag", tag)
                .build();
    }

    private static RestResponse<FeaturesView> answer(String tag, Documents.Document document, String prefix) {
        List<ObjectNode> features = document.features().values().stream()
                .filter(feature -> feature.path("name").asText().startsWith(prefix))
                .toList();
        RestResponse.ResponseBuilder<FeaturesView> answer = RestResponse.ResponseBuilder.ok(
                        new FeaturesView(VERSION, features, document.segments(), document.leftOut()))
                .header("Cache-Control", "no-cache");
        return prefix.isEmpty() ? answer.header("ETag", tag).build() : answer.build();
    }

    @GET
    @Path("/features/{name}")
    @APIResponse(
            responseCode = "200",
            description = "The feature",
            content = @Content(schema = @Schema(implementation = Object.class)))
    public Uni<JsonNode> feature(String name, @RestHeader("Unleash-Client-Spec") @Nullable String clientSpec) {
        ClientSpec spec = ClientSpec.of(clientSpec);
        return source.ruleset(Caller.of(identity))
                .flatMap(ruleset -> source.document(ruleset, spec))
                .map(document -> {
                    ObjectNode feature = document.features().get(name);
                    if (feature == null) {
                        throw Failure.unknown("feature", name);
                    }
                    return feature;
                });
    }

    /** Nothing is kept: what an application asks for is known by its counts. */
    @POST
    @Path("/register")
    @ResponseStatus(202)
    public Uni<Void> register(@NotNull Registration registration) {
        return Uni.createFrom().voidItem();
    }

    @POST
    @Path("/metrics")
    @ResponseStatus(202)
    public Uni<Void> metrics(@Valid @NotNull MetricsRequest metrics) {
        return source.count(Caller.of(identity), metrics);
    }
}
