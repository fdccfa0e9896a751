package dev.firstlight.server.ofrep;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** OpenFeature's remote evaluation protocol, by its own document. */
@Path("/ofrep/v1/evaluate/flags")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.SDK_SERVER, Role.SDK_CLIENT})
class OfrepResource {

    private final Ofrep ofrep;
    private final SecurityIdentity identity;

    OfrepResource(Ofrep ofrep, SecurityIdentity identity) {
        this.ofrep = ofrep;
        this.identity = identity;
    }

    @POST
    @Path("/{key}")
    @RequestBody(ref = "Evaluation")
    @APIResponse(responseCode = "200", ref = "OfrepValue")
    @APIResponse(responseCode = "400", ref = "OfrepFailure")
    @APIResponse(responseCode = "404", ref = "OfrepFailure")
    public Uni<RestResponse<Object>> evaluate(String key, byte[] body) {
        try {
            return ofrep.evaluate(Caller.of(identity), key, OfrepContext.read(body))
                    .map(answer -> answer == null
                            ? answer(RestResponse.Status.NOT_FOUND, OfrepAnswers.notFound(key))
                            : answer(
                                    answer.has("errorCode") ? RestResponse.Status.BAD_REQUEST : RestResponse.Status.OK,
                                    answer));
        } catch (OfrepContext.Refused e) {
            return Uni.createFrom().item(answer(RestResponse.Status.BAD_REQUEST, e.about(key)));
        }
    }

    @POST
    @RequestBody(ref = "Evaluation")
    @APIResponse(responseCode = "200", ref = "OfrepValues")
    @APIResponse(responseCode = "304", ref = "NotModified")
    @APIResponse(responseCode = "400", ref = "OfrepFailure")
    public Uni<RestResponse<Object>> evaluateAll(@RestHeader("If-None-Match") @Nullable String known, byte[] body) {
        try {
            return ofrep.evaluateAll(Caller.of(identity), OfrepContext.read(body))
                    .map(bulk -> bulk.tag().equals(known) ? unchanged(bulk.tag()) : all(bulk));
        } catch (OfrepContext.Refused e) {
            return Uni.createFrom().item(answer(RestResponse.Status.BAD_REQUEST, e.about(null)));
        }
    }

    private static RestResponse<Object> all(Ofrep.Bulk bulk) {
        return RestResponse.ResponseBuilder.<Object>ok(bulk.body())
                .header("ETag", bulk.tag())
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
