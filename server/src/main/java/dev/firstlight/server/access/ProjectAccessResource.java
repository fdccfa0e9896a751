package dev.firstlight.server.access;

import dev.firstlight.server.platform.Page;
import dev.firstlight.server.platform.PageRequest;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

@Cancellable(false)
@Path("/api/v1/projects/{project}/access")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMINISTER)
class ProjectAccessResource {

    private final ProjectAccess access;
    private final People people;
    private final Teams teams;
    private final SecurityIdentity identity;

    ProjectAccessResource(ProjectAccess access, People people, Teams teams, SecurityIdentity identity) {
        this.access = access;
        this.people = people;
        this.teams = teams;
        this.identity = identity;
    }

    @Schema(name = "ProjectGrant")
    record GrantRequest(
            @Nullable String environment,

            @NotNull @Schema(ref = "RoleKey") String role) {}

    @Schema(name = "ProjectAccessRequest")
    record Request(
            @Schema(pattern = "^[^@\\s]+@[^@\\s]+$", maxLength = 320) @NotBlank
            String email,

            @NotNull List<@NotNull @Valid GrantRequest> grants) {}

    @Schema(name = "ProjectTeamAccess")
    record TeamGrants(@NotNull List<@NotNull @Valid GrantRequest> grants) {}

    @GET
    public Uni<Page<ProjectAccess.View>> list(String project, @BeanParam PageRequest page) {
        return access.list(project, page.limit(), page.id());
    }

    /** What a person may do in the project from then on; an empty list for no more than they may everywhere. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<PersonView> grant(String project, @Valid @NotNull Request request) {
        Caller caller = Caller.of(identity);
        List<Grant> grants = in(project, request.grants());
        return access.require(project).chain(() -> people.grant(caller, project, request.email(), grants));
    }

    /** What a team's people may do in the project from then on, besides what each of them may. */
    @PUT
    @Path("/teams/{team}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<TeamView> grantTeam(String project, String team, @Valid @NotNull TeamGrants request) {
        Caller caller = Caller.of(identity);
        List<Grant> grants = in(project, request.grants());
        return access.require(project).chain(() -> teams.grant(caller, project, team, grants));
    }

    private static List<Grant> in(String project, List<GrantRequest> asked) {
        return asked.stream()
                .map(grant -> new Grant(project, grant.environment(), grant.role()))
                .toList();
    }
}
