package dev.firstlight.server.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where a project's chain of audit rows ends.
 *
 * @param seq of the last row, 0 where there is none
 * @param hash of the last row
 */
public record AuditHead(long seq, String hash) {

    /** The head of a chain without rows. */
    public static final AuditHead BEGINNING = new AuditHead(0, AuditChain.BEGINNING);

    /** A row bound to the one before it, as it is stored. */
    public record Link(
            AuditHead head,
            Instant at,
            String actor,
            String action,
            String subject,
            @Nullable String comment,
            @Nullable String before,
            @Nullable String after,
            String previous) {}

    /** The row that follows this head. */
    public Link next(AuditEntry entry, Instant now) {
        // PostgreSQL keeps microseconds; what is hashed must be what is read back.
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        AuditRow row = new AuditRow(
                entry.project(),
                seq + 1,
                at,
                entry.actor().id(),
                entry.action(),
                entry.subject(),
                entry.comment(),
                entry.before(),
                entry.after());
        return new Link(
                new AuditHead(seq + 1, AuditChain.hash(hash, row)),
                at,
                row.actor(),
                row.action(),
                row.subject(),
                row.comment(),
                row.before(),
                row.after(),
                hash);
    }
}
