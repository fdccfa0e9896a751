package dev.firstlight.server.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A hint that something changed, trusted for nothing: whoever hears it reads the database.
 *
 * @param project whose project it is
 * @param kind what changed: environment, flag, release, change-request, approval-override, receipts, audit
 * @param environment the environment's key, where one is meant
 * @param key the flag's key or the release's id, where one is meant
 * @param environmentId the environment's row, for nodes that hold its ruleset
 * @param epoch the lineage the revision belongs to
 * @param revision the environment's revision after the change
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Signal(
        String project,
        String kind,
        @Nullable String environment,
        @Nullable String key,
        @Nullable Long environmentId,
        @Nullable Long epoch,
        @Nullable Long revision) {

    /** A hint about one thing of a project. */
    public static Signal of(String project, String kind, @Nullable String environment, @Nullable String key) {
        return new Signal(project, kind, environment, key, null, null, null);
    }
}
