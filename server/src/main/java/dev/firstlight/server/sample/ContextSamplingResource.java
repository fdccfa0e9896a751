package dev.firstlight.server.sample;

import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.Failure;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Whether a project's SDKs send a sample of the contexts that ask, and what of them in clear. */
@Cancellable(false)
@Path("/api/v1/projects/{project}/context-sampling")
@Produces(MediaType.APPLICATION_JSON)
class ContextSamplingResource {

    private static final int LONGEST_NAME = 100;

    private final Samplings samplings;
    private final SecurityIdentity identity;

    ContextSamplingResource(Samplings samplings, SecurityIdentity identity) {
        this.samplings = samplings;
        this.identity = identity;
    }

    /** Without a list nothing is allowed in clear; without a number 2,000 contexts of each environment are kept. */
    record Request(
            @NotNull Boolean enabled,
            @Nullable @Size(max = 50) List<String> clear,
            @Nullable @Min(100) @Max(5_000) Integer keep) {}

    @GET
    @RolesAllowed(Role.VIEW)
    public Uni<Samplings.View> get(String project) {
        return samplings.get(project);
    }

    /** What was kept by other rules is forgotten at once. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.CONFIGURE)
    public Uni<Samplings.View> put(String project, @Valid @NotNull Request request) {
        List<String> sent = request.clear() == null ? List.of() : request.clear();
        for (int i = 0; i < sent.size(); i++) {
            String name = sent.get(i);
            if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
                throw Failure.invalid(
                        "/clear/" + i,
                        "An attribute's name has 1 to " + LONGEST_NAME + " characters; give it that many.");
            }
        }
        List<String> clear = sent.stream().distinct().sorted().toList();
        int keep = request.keep() == null ? Sampling.KEEP : request.keep();
        return samplings.put(Caller.of(identity), project, new Samplings.View(request.enabled(), clear, keep));
    }
}
