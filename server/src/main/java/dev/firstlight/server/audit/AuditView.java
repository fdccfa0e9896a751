package dev.firstlight.server.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of the audit as the API shows it. */
record AuditView(
        long seq,
        Instant at,
        String actor,
        String action,
        String subject,
        @Nullable String comment,
        @JsonRawValue @Nullable String before,
        @JsonRawValue @Nullable String after,
        String previous,
        String hash) {

    static AuditView of(StoredRow stored) {
        AuditRow row = stored.row();
        return new AuditView(
                row.seq(),
                row.at(),
                row.actor(),
                row.action(),
                row.subject(),
                row.comment(),
                row.before(),
                row.after(),
                stored.previous(),
                stored.hash());
    }
}
