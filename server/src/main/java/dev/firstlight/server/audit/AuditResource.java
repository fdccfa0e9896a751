package dev.firstlight.server.audit;

import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Page;
import dev.firstlight.server.platform.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

@Cancellable(false)
@Path("/api/v1/projects/{project}/audit")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEW)
class AuditResource {

    private final AuditLog log;
    private final AuditVerifier verifier;

    AuditResource(AuditLog log, AuditVerifier verifier) {
        this.log = log;
        this.verifier = verifier;
    }

    /** The chain that is of no project is not for those who look at one. */
    private static String real(String project) {
        if (project.equals(AccessAudit.CHAIN)) {
            throw Failure.unknown("project", project);
        }
        return project;
    }

    record AnchorView(long seq, String hash, String anchor) {}

    @GET
    public Uni<Page<AuditView>> list(String project, @BeanParam AuditFilter filter, @BeanParam PageRequest page) {
        return log.list(real(project), filter, page.limit(), page.number()).map(found -> found.map(AuditView::of));
    }

    @GET
    @Path("/{seq:[0-9]{1,18}}")
    public Uni<AuditView> row(String project, long seq) {
        return log.row(real(project), seq)
                .onItem()
                .ifNull()
                .failWith(() -> Failure.unknown("audit row", Long.toString(seq)))
                .map(AuditView::of);
    }

    @GET
    @Path("/anchor")
    public Uni<AnchorView> anchor(String project) {
        return log.require(real(project)).map(anchor -> new AnchorView(anchor.seq(), anchor.hash(), anchor.toString()));
    }

    @GET
    @Path("/verify")
    public Uni<Verdict> verify(String project, @RestQuery @Nullable String anchor) {
        return verifier.verify(real(project), anchor == null ? null : Anchor.parse(anchor));
    }
}
