package dev.firstlight.server.audit;

import dev.firstlight.server.access.Caller;
import org.jspecify.annotations.Nullable;

/**
 * One thing somebody did.
 *
 * @param project where
 * @param actor who
 * @param action what, as {@code room.verb}, e.g. {@code flag.changed}
 * @param subject to what, e.g. {@code production/checkout-v2}
 * @param comment why, in the actor's words
 * @param before the document before, as JSON; null where there was none
 * @param after the document after, as JSON; null where there is none
 */
public record AuditEntry(
        String project,
        Caller actor,
        String action,
        String subject,
        @Nullable String comment,
        @Nullable String before,
        @Nullable String after) {}
