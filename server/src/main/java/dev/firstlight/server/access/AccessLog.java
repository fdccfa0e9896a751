package dev.firstlight.server.access;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** Where it is noted who came in and what they may do; the audit keeps it. */
public interface AccessLog {

    /**
     * Notes one thing, in the caller's transaction.
     *
     * @param actor who did it
     * @param action what, e.g. {@code person.changed}
     * @param subject to whom or what
     * @param before as JSON, null where there was nothing
     * @param after as JSON, null where there is nothing
     */
    Uni<Void> note(Caller actor, String action, String subject, @Nullable String before, @Nullable String after);
}
