package dev.firstlight.server.flag;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.Page;
import dev.firstlight.server.platform.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** What applications ask for. */
@Cancellable(false)
@Path("/api/v1/projects/{project}")
@Produces(MediaType.APPLICATION_JSON)
class LifecycleResource {

    private final Lifecycles lifecycles;

    LifecycleResource(Lifecycles lifecycles) {
        this.lifecycles = lifecycles;
    }

    /** Keys that applications ask for and no flag has: typing errors, and flags that were deleted too early. */
    @GET
    @Path("/unknown-flags")
    @RolesAllowed(Role.VIEW)
    public Uni<Page<Lifecycles.UnknownFlag>> unknown(String project, @BeanParam PageRequest page) {
        return lifecycles.unknown(project, page);
    }

    /** Where a flag is in its life, and what it served where. */
    @GET
    @Path("/flags/{flag}/lifecycle")
    @RolesAllowed(Role.VIEW)
    @APIResponse(responseCode = "200", ref = "LifecycleDetail")
    public Uni<ObjectNode> detail(String project, String flag) {
        return lifecycles.detail(project, flag);
    }
}
