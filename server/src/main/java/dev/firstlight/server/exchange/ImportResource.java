package dev.firstlight.server.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.flag.Imports;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Idempotent;
import dev.firstlight.server.platform.Json;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Takes over another system's flags; with {@code dryRun=true} only says what it would do. */
@Cancellable(false)
@Path("/api/v1/projects/{project}/environments/{environment}/import")
@Produces(MediaType.APPLICATION_JSON)
class ImportResource {

    private static final int MOST_CONTEXTS = 200_000;
    private static final int CONTEXTS = 1_000;

    private final Imports imports;
    private final Vertx vertx;
    private final SecurityIdentity identity;

    ImportResource(Imports imports, Vertx vertx, SecurityIdentity identity) {
        this.imports = imports;
        this.vertx = vertx;
        this.identity = identity;
    }

    private record Read(Source source, ImportReport report) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.EDIT)
    @Idempotent
    @RequestBody(ref = "Foreign")
    public Uni<ImportReport> read(
            String project,
            String environment,
            @RestQuery @Parameter(required = true, schema = @Schema(ref = "ForeignSystem")) @Nullable String from,
            @RestQuery @Nullable Boolean dryRun,
            @RestQuery @Parameter(schema = @Schema(ref = "DrawnContexts")) @Nullable Integer contexts,
            byte[] body) {
        ForeignSystem system = ForeignSystem.of(from == null ? "" : from)
                .orElseThrow(() -> Failure.invalid(
                        "/from", "Name a system: from=" + String.join(", from=", ForeignSystem.words()) + "."));
        int drawn = contexts == null ? CONTEXTS : contexts;
        if (drawn < 0 || drawn > MOST_CONTEXTS) {
            throw Failure.invalid("/contexts", "Between 0 and 200000 contexts can be replayed.");
        }
        JsonNode document = Json.readObject(body);
        Caller caller = Caller.of(identity);
        // Reading and replaying takes too long for an event loop; what follows is back on it.
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(() -> read(system, document, drawn), false)
                        .toCompletionStage())
                .flatMap(read -> Boolean.TRUE.equals(dryRun)
                        ? Uni.createFrom().item(read.report())
                        : keep(caller, project, environment, read));
    }

    private static Read read(ForeignSystem system, JsonNode document, int contexts) {
        Source source = system.read(document);
        return new Read(source, ImportReport.of(system, source, contexts, null));
    }

    private Uni<ImportReport> keep(Caller caller, String project, String environment, Read read) {
        Imported imported = read.source().imported();
        return imports.add(
                        caller,
                        project,
                        environment,
                        imported.flags(),
                        imported.segments(),
                        "Imported from " + read.report().from() + ".")
                .map(read.report()::at);
    }
}
