package dev.firstlight.server.flagd;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.ruleset.RulesetPublisher;
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
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** flagd's document over HTTP, for flagd itself and for whoever keeps it in a file. */
@Cancellable(false)
@Path("/flagd/v1/flags.json")
class FlagdResource {

    private final RulesetPublisher publisher;
    private final Definitions definitions;
    private final SecurityIdentity identity;

    FlagdResource(RulesetPublisher publisher, Definitions definitions, SecurityIdentity identity) {
        this.publisher = publisher;
        this.definitions = definitions;
        this.identity = identity;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.SDK_SERVER)
    @APIResponse(
            responseCode = "200",
            description = "All flags that flagd can say; the metadata names the others",
            headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
            content = @Content(schema = @Schema(implementation = Object.class)))
    @APIResponse(responseCode = "304", description = "Nothing changed")
    public Uni<RestResponse<String>> flags(@RestHeader("If-None-Match") @Nullable String known) {
        return publisher.require(Caller.of(identity).requireEnvironment()).flatMap(ruleset -> {
            String tag = '"' + ruleset.position() + '"';
            return known != null && known.contains(tag)
                    ? Uni.createFrom()
                            .item(RestResponse.ResponseBuilder.<String>notModified()
                                    .header("ETag", tag)
                                    .build())
                    : definitions.of(ruleset).map(written -> RestResponse.ResponseBuilder.ok(written.json())
                            .header("ETag", tag)
                            .header("Cache-Control", "no-cache")
                            .build());
        });
    }
}
