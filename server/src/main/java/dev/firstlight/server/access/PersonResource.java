package dev.firstlight.server.access;

import dev.firstlight.server.platform.Idempotent;
import dev.firstlight.server.platform.Page;
import dev.firstlight.server.platform.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
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

    PersonResource(People people) {
        this.people = people;
    }

    @Schema(name = "PersonRequest")
    record Request(
            @Schema(pattern = "^[^@\\s]+@[^@\\s]+$", maxLength = 320) @NotBlank
            String email,

            @NotBlank String name,

            @Schema(enumeration = {"viewer", "editor", "releaser", "approver", "admin"}) @NotNull
            String role,

            @Nullable String password) {}

    @GET
    public Uni<Page<PersonView>> list(@BeanParam PageRequest page) {
        return people.list(page.limit(), page.id());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Idempotent
    public Uni<PersonView> add(@Valid @NotNull Request request) {
        return people.add(request.email(), request.name(), Role.of(request.role(), "/role"), request.password())
                .map(People.Known::view);
    }
}
