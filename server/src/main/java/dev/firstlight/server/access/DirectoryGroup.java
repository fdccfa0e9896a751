package dev.firstlight.server.access;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A team that follows a group of a company's directory, as that sees it.
 *
 * @param id never changes
 * @param name of the group
 * @param externalId the directory's own, null where it gave none
 * @param members people, by their addresses
 */
public record DirectoryGroup(
        String id,
        String name,
        @Nullable String externalId,
        List<DirectoryUser.Ref> members,
        Instant createdAt,
        Instant changedAt) {

    /**
     * A group as the directory wants it.
     *
     * @param members ids of people
     */
    public record Wanted(String name, @Nullable String externalId, Set<String> members) {}
}
