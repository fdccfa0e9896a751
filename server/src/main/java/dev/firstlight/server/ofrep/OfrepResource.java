package dev.firstlight.server.ofrep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.clientaccess.ClientAccess;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** OpenFeature's remote evaluation protocol, by its own document. */
@Cancellable(false)
@Path("/ofrep/v1/evaluate/flags")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.SDK_SERVER, Role.SDK_CLIENT})
class OfrepResource {

    private final Ofrep ofrep;
    private final Bulk bulk;
    private final ClientAccess access;
    private final SecurityIdentity identity;

    OfrepResource(Ofrep ofrep, Bulk bulk, ClientAccess access, SecurityIdentity identity) {
        this.ofrep = ofrep;
        this.bulk = bulk;
        this.access = access;
        this.identity = identity;
    }

    @POST
    @Path("/{key}")
    @RequestBody(ref = "Evaluation")
    @APIResponse(responseCode = "200", ref = "OfrepValue")
    @APIResponse(responseCode = "400", ref = "OfrepFailure")
    @APIResponse(responseCode = "404", ref = "OfrepFailure")
    public Uni<RestResponse<Object>> evaluate(
            String key, @jakarta.ws.rs.core.Context HttpServerRequest request, byte[] body) {
        Caller caller = Caller.of(identity);
        ObjectNode sent;
        try {
            sent = OfrepContext.read(body);
        } catch (OfrepContext.Refused e) {
            return Uni.createFrom().item(answer(RestResponse.Status.BAD_REQUEST, e.about(key)));
        }
        return access.admit(caller, request, sent)
                .flatMap(context -> ofrep.evaluate(caller, key, context))
                .map(answer -> answer == null
                        ? answer(RestResponse.Status.NOT_FOUND, OfrepAnswers.notFound(key))
                        : answer(
                                answer instanceof OfrepFailure
                                        ? RestResponse.Status.BAD_REQUEST
                                        : RestResponse.Status.OK,
                                answer));
    }

    @POST
    @RequestBody(ref = "Evaluation")
    @APIResponse(responseCode = "200", ref = "OfrepValues")
    @APIResponse(responseCode = "304", ref = "NotModified")
    @APIResponse(responseCode = "400", ref = "OfrepFailure")
    public Uni<RestResponse<Object>> evaluateAll(
            @RestHeader("If-None-Match") @Nullable String known,
            @RestQuery @Nullable String flagConfigEtag,
            @RestQuery @Nullable String flagConfigLastModified,
            @jakarta.ws.rs.core.Context HttpServerRequest request,
            byte[] body) {
        Caller caller = Caller.of(identity);
        ObjectNode sent;
        try {
            sent = OfrepContext.read(body);
        } catch (OfrepContext.Refused e) {
            return Uni.createFrom().item(answer(RestResponse.Status.BAD_REQUEST, e.about(null)));
        }
        return bulk.answer(caller, request, sent, known, Position.of(flagConfigEtag))
                .map(answer -> answer.body() == null ? unchanged(answer.tag()) : all(answer.tag(), answer.body()));
    }

    private static RestResponse<Object> all(String tag, Bulk.Body body) {
        Bytes bytes = new Bytes();
        body.write(bytes);
        return RestResponse.ResponseBuilder.<Object>ok(bytes.toArray())
                .header("ETag", tag)
                .header("Cache-Control", "private, no-store")
                .build();
    }

    private static RestResponse<Object> unchanged(String tag) {
        return RestResponse.ResponseBuilder.<Object>create(RestResponse.Status.NOT_MODIFIED, null)
                .header("ETag", tag)
                .build();
    }

    private static RestResponse<Object> answer(RestResponse.Status status, Object body) {
        return RestResponse.ResponseBuilder.create(status, body).build();
    }
}
