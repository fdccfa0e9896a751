package dev.firstlight.server.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.firstlight.server.platform.Json;
import java.util.List;

/**
 * An environment as the API shows it.
 *
 * @param isProtected whether only releasers and admins may edit there, each edit with a comment
 * @param requireComments whether each edit needs a comment; so it is where it is protected
 * @param approvals how many people besides its author have to approve each edit, 0 for none
 * @param approvers roles of which an approver has one
 * @param version of these settings and of the freezes, which If-Match names
 */
record EnvironmentView(
        String key,
        String name,
        long epoch,
        long revision,
        @JsonProperty("protected") boolean isProtected,
        boolean requireComments,
        int approvals,
        List<String> approvers,
        long version) {

    /** Who approves where nobody said who. */
    static final List<String> APPROVERS = List.of("approver");

    static EnvironmentView of(EnvironmentEntity entity) {
        return new EnvironmentView(
                entity.key,
                entity.name,
                entity.epoch,
                entity.revision,
                entity.isProtected,
                entity.requireComments,
                entity.approvals,
                List.of(Json.read(entity.approvers, String[].class)),
                entity.version);
    }
}
