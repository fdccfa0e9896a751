package dev.firstlight.server.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of the audit as it is stored and shown. */
record AuditRow(
        String project,
        long seq,
        Instant at,
        String actor,
        String action,
        String subject,
        @Nullable String comment,
        @Nullable String before,
        @Nullable String after) {}
