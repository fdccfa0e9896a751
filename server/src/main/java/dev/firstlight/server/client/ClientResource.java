package dev.firstlight.server.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.clientaccess.ClientAccess;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.ruleset.RulesetPublisher;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** The values of flags that browsers may see, for one context. */
@Cancellable(false)
@Path("/client/v1/evaluate")
class ClientResource {

    private final RulesetPublisher publisher;
    private final ClientAccess access;
    private final SecurityIdentity identity;

    ClientResource(RulesetPublisher publisher, ClientAccess access, SecurityIdentity identity) {
        this.publisher = publisher;
        this.access = access;
        this.identity = identity;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.SDK_CLIENT)
    @APIResponse(
            responseCode = "200",
            description = "All values",
            headers = @Header(name = "ETag", schema = @Schema(implementation = String.class)),
            content = @Content(schema = @Schema(implementation = ClientAnswers.class)))
    @APIResponse(responseCode = "304", description = "Neither the values nor the context changed")
    public Uni<RestResponse<ClientAnswers>> evaluate(
            @RestHeader("If-None-Match") @Nullable String known,
            @Context HttpServerRequest request,
            @RequestBody(content = @Content(schema = @Schema(implementation = ClientRequest.class))) byte[] body) {
        Caller caller = Caller.of(identity);
        ObjectNode sent = ClientRequest.context(body);
        return access.admit(caller, request, sent).flatMap(context -> publisher
                .require(caller.requireEnvironment())
                .map(published -> answer(Values.all(published.ruleset(), context), known)));
    }

    /** The tag is of the values: a change that makes no difference to this context sends nothing. */
    private static RestResponse<ClientAnswers> answer(ClientAnswers answers, @Nullable String known) {
        String tag =
                '"' + Ids.hash(answers.epoch() + Json.write(answers.flags())).substring(0, 32) + '"';
        boolean same = known != null && known.contains(tag);
        return (same
                        ? RestResponse.ResponseBuilder.<ClientAnswers>notModified()
                        : RestResponse.ResponseBuilder.ok(answers))
                .header("ETag", tag)
                .header("Cache-Control", "private, no-store")
                .build();
    }
}
