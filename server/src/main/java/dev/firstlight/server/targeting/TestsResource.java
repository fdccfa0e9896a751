package dev.firstlight.server.targeting;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.EntityTag;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.KeptAnswer;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
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

/** What a flag has to answer for whom in an environment: no change may break it. */
@Cancellable(false)
@Path("/api/v1/projects/{project}/flags/{flag}/environments/{environment}/tests")
@Produces(MediaType.APPLICATION_JSON)
class TestsResource {

    private final Tests tests;
    private final SecurityIdentity identity;

    TestsResource(Tests tests, SecurityIdentity identity) {
        this.tests = tests;
        this.identity = identity;
    }

    @GET
    @RolesAllowed(Role.VIEW)
    @APIResponse(responseCode = "200", ref = "FlagTests")
    public Uni<RestResponse<Object>> tests(String project, String flag, String environment) {
        return tests.get(project, environment, flag).map(KeptAnswer::response);
    }

    /** All tests in place of those that were there; If-Match has the tag of the flag in this environment. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.EDIT)
    @RequestBody(ref = "FlagTests")
    @APIResponse(responseCode = "200", ref = "FlagTests")
    public Uni<RestResponse<Object>> replace(
            String project,
            String flag,
            String environment,
            byte[] body,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @RestQuery @DefaultValue("false") boolean overrideFreeze,
            @RestQuery @DefaultValue("false") boolean overrideApproval,
            @RestQuery @Nullable String comment) {
        long version = EntityTag.require(ifMatch, "flag in this environment");
        Options options =
                new Options(Caller.of(identity), comment, false, null, false, overrideFreeze, overrideApproval);
        return tests.put(project, environment, flag, version, Json.readObject(body), options)
                .map(KeptAnswer::response);
    }
}
