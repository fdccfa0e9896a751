package dev.firstlight.server.access;

import dev.firstlight.server.platform.EntityTag;
import dev.firstlight.server.platform.Idempotent;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Page;
import dev.firstlight.server.platform.PageRequest;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

@Cancellable(false)
@Path("/api/v1/teams")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMINISTER)
class TeamResource {

    private final Teams teams;
    private final Memberships memberships;
    private final SecurityIdentity identity;

    TeamResource(Teams teams, Memberships memberships, SecurityIdentity identity) {
        this.teams = teams;
        this.memberships = memberships;
        this.identity = identity;
    }

    @Schema(name = "TeamRequest")
    record Request(
            @NotNull @Schema(ref = "Key") String key,
            @NotBlank @Size(max = 200) String name,
            @NotNull @Schema(ref = "RoleKey") String role,
            @Nullable List<@NotNull Grant> grants,
            @Nullable @Size(min = 1, max = 200) String group) {}

    @Schema(name = "TeamEdit")
    record EditRequest(
            @NotBlank @Size(max = 200) String name,
            @NotNull @Schema(ref = "RoleKey") String role,
            @Nullable List<@NotNull Grant> grants,
            @Nullable @Size(min = 1, max = 200) String group) {}

    @GET
    public Uni<Page<TeamView>> list(@BeanParam PageRequest page) {
        return teams.list(page.limit(), page.key());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Idempotent
    public Uni<RestResponse<TeamView>> create(@Valid @NotNull Request request) {
        return teams.create(
                        Caller.of(identity),
                        Ids.requireKey(request.key(), "/key"),
                        new Teams.Wanted(request.name(), request.role(), request.grants(), request.group()))
                .map(made -> answer(RestResponse.Status.CREATED, made));
    }

    @GET
    @Path("/{team}")
    public Uni<RestResponse<TeamView>> get(String team) {
        return teams.get(team).map(found -> answer(RestResponse.Status.OK, found));
    }

    @PUT
    @Path("/{team}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<TeamView>> replace(
            String team, @Valid @NotNull EditRequest request, @RestHeader("If-Match") @Nullable String ifMatch) {
        return teams.replace(
                        Caller.of(identity),
                        team,
                        EntityTag.require(ifMatch, "team"),
                        new Teams.Wanted(request.name(), request.role(), request.grants(), request.group()))
                .map(now -> answer(RestResponse.Status.OK, now));
    }

    @DELETE
    @Path("/{team}")
    public Uni<Void> delete(String team, @RestHeader("If-Match") @Nullable String ifMatch) {
        return teams.delete(Caller.of(identity), team, EntityTag.require(ifMatch, "team"));
    }

    @GET
    @Path("/{team}/members")
    public Uni<Page<PersonView>> members(String team, @BeanParam PageRequest page) {
        return memberships.list(team, page.limit(), page.id());
    }

    @PUT
    @Path("/{team}/members/{id}")
    public Uni<Void> join(String team, String id) {
        return memberships.join(Caller.of(identity), team, id);
    }

    @DELETE
    @Path("/{team}/members/{id}")
    public Uni<Void> leave(String team, String id) {
        return memberships.leave(Caller.of(identity), team, id);
    }

    private static RestResponse<TeamView> answer(RestResponse.Status status, TeamView view) {
        return RestResponse.ResponseBuilder.create(status, view)
                .header("ETag", EntityTag.of(view.version()))
                .build();
    }
}
