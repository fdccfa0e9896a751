package dev.firstlight.server.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.platform.Page;
import dev.firstlight.server.platform.PageRequest;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Changes at a time. */
@Cancellable(false)
@Path("/api/v1/projects/{project}/environments/{environment}/schedules")
@Produces(MediaType.APPLICATION_JSON)
class ScheduleResource {

    private final Schedules schedules;
    private final SecurityIdentity identity;

    ScheduleResource(Schedules schedules, SecurityIdentity identity) {
        this.schedules = schedules;
        this.identity = identity;
    }

    @GET
    @RolesAllowed(Role.VIEW)
    public Uni<Page<ScheduleView>> list(String project, String environment, @BeanParam PageRequest page) {
        return schedules.list(project, environment, page);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.VIEW)
    public Uni<ScheduleView> get(String project, String environment, String id) {
        return schedules.get(project, environment, id);
    }

    /** The same body as for changes that are made at once, and beside it {@code at} and perhaps {@code timeZone}. */
    @POST
    @ResponseStatus(201)
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.EDIT)
    @RequestBody(ref = "Schedule")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = ScheduleView.class)))
    @APIResponse(responseCode = "412", ref = "Problem412")
    public Uni<ScheduleView> create(String project, String environment, byte[] body) {
        ObjectNode request = Json.readObject(body);
        String at = text(request, "at");
        if (at == null) {
            throw Failure.invalid("/at", "Say when: \"at\", a time in RFC 3339.");
        }
        When when = When.parse(at, text(request, "timeZone"));
        request.remove(List.of("at", "timeZone"));
        return schedules.create(Caller.of(identity), project, environment, when, request);
    }

    private static @Nullable String text(ObjectNode request, String field) {
        if (!request.hasNonNull(field)) {
            return null;
        }
        if (!request.get(field).isTextual()) {
            throw Failure.invalid("/" + field, "\"" + field + "\" is a string.");
        }
        return request.get(field).asText();
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.EDIT)
    public Uni<Void> cancel(String project, String environment, String id) {
        return schedules.cancel(Caller.of(identity), project, environment, id);
    }
}
