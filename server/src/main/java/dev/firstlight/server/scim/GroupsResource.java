package dev.firstlight.server.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.DirectoryGroup;
import dev.firstlight.server.access.DirectoryGroups;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.Json;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.Cancellable;

@Cancellable(false)
@Path("/scim/v2/Groups")
@Produces({ScimAnswers.TYPE, MediaType.APPLICATION_JSON})
@Consumes({ScimAnswers.TYPE, MediaType.APPLICATION_JSON})
@RolesAllowed(Role.ADMINISTER)
class GroupsResource {

    private final DirectoryGroups directory;
    private final SecurityIdentity identity;

    GroupsResource(DirectoryGroups directory, SecurityIdentity identity) {
        this.directory = directory;
        this.identity = identity;
    }

    @GET
    public Uni<Response> list(@BeanParam ScimPage page, UriInfo at) {
        return ScimAnswers.of(() -> directory
                .all()
                .map(all -> ScimAnswers.ok(page.of(all.stream()
                        .map(group -> GroupJson.write(group, base(at)))
                        .toList()))));
    }

    @GET
    @Path("/{id}")
    public Uni<Response> get(String id, @BeanParam ScimPage page, UriInfo at) {
        return ScimAnswers.of(
                () -> directory.get(id).map(group -> ScimAnswers.ok(page.without(GroupJson.write(group, base(at))))));
    }

    @POST
    public Uni<Response> create(byte[] body, UriInfo at) {
        return ScimAnswers.of(() -> directory
                .add(Caller.of(identity), GroupJson.read(Json.readObject(body)))
                .map(group -> ScimAnswers.created(GroupJson.write(group, base(at)))));
    }

    @PUT
    @Path("/{id}")
    public Uni<Response> replace(String id, byte[] body, UriInfo at) {
        return ScimAnswers.of(() -> replace(id, Json.readObject(body), at));
    }

    @PATCH
    @Path("/{id}")
    public Uni<Response> patch(String id, byte[] body, UriInfo at) {
        return ScimAnswers.of(() -> directory.get(id).flatMap(now -> {
            ObjectNode asked = Json.readObject(body);
            return replace(id, ScimPatch.apply(asked, GroupJson.write(now, base(at))), at);
        }));
    }

    private Uni<Response> replace(String id, ObjectNode wanted, UriInfo at) {
        return directory
                .replace(Caller.of(identity), id, GroupJson.read(wanted))
                .map((DirectoryGroup group) -> ScimAnswers.ok(GroupJson.write(group, base(at))));
    }

    @DELETE
    @Path("/{id}")
    public Uni<Response> remove(String id) {
        return ScimAnswers.of(() -> directory.remove(Caller.of(identity), id).map(ignored -> Response.noContent()
                .build()));
    }

    private static String base(UriInfo at) {
        return at.getBaseUri().resolve("/scim/v2").toString();
    }
}
