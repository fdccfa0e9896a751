package dev.firstlight.server.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person as a company's directory sees one.
 *
 * @param id never changes
 * @param externalId the directory's own, null where it gave none
 * @param active whether the person may sign in
 * @param groups the teams of the directory that the person is of
 */
public record DirectoryUser(
        String id,
        String email,
        String name,
        @Nullable String externalId,
        boolean active,
        List<Ref> groups,
        Instant createdAt,
        Instant changedAt) {

    /** Another thing, and what it is called. */
    public record Ref(String id, String name) {}

    /** A person as the directory wants one. */
    public record Wanted(
            String email, String name, @Nullable String externalId, boolean active) {}
}
