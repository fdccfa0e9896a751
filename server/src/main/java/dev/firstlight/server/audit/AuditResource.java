package dev.firstlight.server.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Page;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/projects/{project}/audit")
@RolesAllowed(Role.VIEW)
class AuditResource {

    private final Audit audit;

    AuditResource(Audit audit) {
        this.audit = audit;
    }

    record View(
            long seq,
            Instant at,
            String actor,
            String action,
            String subject,
            @Nullable String comment,
            @JsonRawValue @Nullable String before,
            @JsonRawValue @Nullable String after,
            String hash) {}

    @GET
    public Uni<Page<View>> list(
            String project, @RestQuery @Nullable Integer limit, @RestQuery @Nullable String cursor) {
        return audit.list(project, Page.limit(limit), below(cursor)).map(page -> page.map(AuditResource::view));
    }

    @GET
    @Path("/verify")
    public Uni<Audit.Verdict> verify(String project) {
        return audit.verify(project);
    }

    private static @Nullable Long below(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            return Long.valueOf(cursor);
        } catch (NumberFormatException e) {
            throw Failure.malformed("/cursor", "Give the nextCursor of the page before.");
        }
    }

    private static View view(Audit.Stored stored) {
        AuditRow row = stored.row();
        return new View(
                row.seq(),
                row.at(),
                row.actor(),
                row.action(),
                row.subject(),
                row.comment(),
                row.before(),
                row.after(),
                stored.hash());
    }
}
