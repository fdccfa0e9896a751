package dev.firstlight.server.audit;

import dev.firstlight.server.access.AccessLog;
import dev.firstlight.server.access.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Who came in, and who may do what: a chain of its own beside those of the projects. */
@ApplicationScoped
class AccessAudit implements AccessLog {

    /** In place of a project's key, which never begins so. */
    static final String CHAIN = "~server";

    private final Audit audit;

    AccessAudit(Audit audit) {
        this.audit = audit;
    }

    @Override
    public Uni<Void> note(
            Caller actor, String action, String subject, @Nullable String before, @Nullable String after) {
        return audit.append(new AuditEntry(CHAIN, actor, action, subject, null, before, after));
    }
}
