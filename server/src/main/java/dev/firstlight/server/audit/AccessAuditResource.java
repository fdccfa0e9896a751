package dev.firstlight.server.audit;

import dev.firstlight.server.access.Role;
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

/** The audit of people, tokens and sessions, which are of no project. */
@Cancellable(false)
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMINISTER)
class AccessAuditResource {

    private final AuditLog log;
    private final AuditVerifier verifier;

    AccessAuditResource(AuditLog log, AuditVerifier verifier) {
        this.log = log;
        this.verifier = verifier;
    }

    @GET
    public Uni<Page<AuditView>> list(@BeanParam AuditFilter filter, @BeanParam PageRequest page) {
        return log.list(AccessAudit.CHAIN, filter, page.limit(), page.number()).map(found -> found.map(AuditView::of));
    }

    @GET
    @Path("/verify")
    public Uni<Verdict> verify(@RestQuery @Nullable String anchor) {
        return verifier.verify(AccessAudit.CHAIN, anchor == null ? null : Anchor.parse(anchor));
    }
}
