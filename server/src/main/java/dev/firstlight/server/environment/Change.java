package dev.firstlight.server.environment;

import org.jspecify.annotations.Nullable;

/**
 * What one revision changes, as the wire says it.
 *
 * @param kind of the thing changed
 * @param key of the flag or segment; {@code ""} for region groups
 * @param document the thing after the change as wire JSON; null where it is gone
 */
public record Change(Kind kind, String key, @Nullable String document) {

    /** What a revision can change. */
    public enum Kind {
        FLAG,
        SEGMENT,
        REGION_GROUPS
    }
}
