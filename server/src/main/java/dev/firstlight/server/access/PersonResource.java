package dev.firstlight.server.access;

import dev.firstlight.server.platform.Idempotent;
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
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

@Cancellable(false)
@Path("/api/v1/people")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMINISTER)
class PersonResource {

    private final People people;
    private final Sessions sessions;
    private final SecondFactor factor;
    private final SecurityIdentity identity;

    PersonResource(People people, Sessions sessions, SecondFactor factor, SecurityIdentity identity) {
        this.people = people;
        this.sessions = sessions;
        this.factor = factor;
        this.identity = identity;
    }

    @Schema(name = "PersonRequest")
    record Request(
            @Schema(pattern = "^[^@\\s]+@[^@\\s]+$", maxLength = 320) @NotBlank
            String email,

            @NotBlank String name,

            @NotNull @Schema(ref = "RoleKey") String role,

            @Nullable List<@NotNull Grant> grants,

            @Nullable String password) {}

    @Schema(name = "PersonEdit")
    record EditRequest(
            @Nullable String name,

            @Nullable @Schema(ref = "RoleKey") String role,

            @Nullable List<@NotNull Grant> grants) {}

    @GET
    public Uni<Page<PersonView>> list(@BeanParam PageRequest page) {
        return people.list(page.limit(), page.id());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Idempotent
    public Uni<PersonView> add(@Valid @NotNull Request request) {
        return people.add(
                Caller.of(identity),
                new People.Wanted(
                        request.email(), request.name(), request.role(), request.grants(), request.password()));
    }

    @GET
    @Path("/{id}")
    public Uni<PersonView> get(String id) {
        return people.byId(id);
    }

    /** What the body names is as it says from then on; grants all together. The rest stays. */
    @PATCH
    @Path("/{id}")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    public Uni<PersonView> edit(String id, @Valid @NotNull EditRequest request) {
        return people.edit(Caller.of(identity), id, new People.Edit(request.name(), request.role(), request.grants()));
    }

    @DELETE
    @Path("/{id}")
    public Uni<Void> remove(String id) {
        return people.remove(Caller.of(identity), id);
    }

    @GET
    @Path("/{id}/sessions")
    public Uni<Sessions.All> sessions(String id) {
        return people.byId(id).flatMap(person -> sessions.list(id, null));
    }

    /** For who has lost the device and the recovery codes; by admins who may do all that the person may. */
    @DELETE
    @Path("/{id}/second-factor")
    public Uni<Void> resetSecondFactor(String id) {
        Caller caller = Caller.of(identity);
        return people.requireOver(caller, id).chain(() -> factor.reset(caller, id));
    }

    /** Signs a person out everywhere. */
    @DELETE
    @Path("/{id}/sessions")
    public Uni<Void> endSessions(String id) {
        return people.byId(id).flatMap(person -> sessions.end(Caller.of(identity), person, null));
    }
}
