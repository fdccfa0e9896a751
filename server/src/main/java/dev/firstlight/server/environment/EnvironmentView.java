package dev.firstlight.server.environment;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * An environment as the API shows it.
 *
 * @param isProtected whether only releasers and admins may edit there, each edit with a comment
 * @param requireComments whether each edit needs a comment; so it is where it is protected
 * @param version of these settings and of the freezes, which If-Match names
 */
record EnvironmentView(
        String key,
        String name,
        long epoch,
        long revision,
        @JsonProperty("protected") boolean isProtected,
        boolean requireComments,
        long version) {

    static EnvironmentView of(EnvironmentEntity entity) {
        return new EnvironmentView(
                entity.key,
                entity.name,
                entity.epoch,
                entity.revision,
                entity.isProtected,
                entity.requireComments,
                entity.version);
    }
}
