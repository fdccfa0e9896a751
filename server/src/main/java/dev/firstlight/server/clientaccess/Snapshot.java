package dev.firstlight.server.clientaccess;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is set for all environments, at one moment.
 *
 * @param settings by environment; those where nobody set anything are not in it
 * @param origins all that any environment lists
 * @param regions by environment: regions by country and by their own keys, both in lower case
 */
record Snapshot(Map<Long, Settings> settings, Set<String> origins, Map<Long, Map<String, String>> regions) {

    /**
     * An environment's.
     *
     * @param secret null where none was made
     */
    record Settings(
            List<String> origins,
            boolean secureMode,
            @Nullable String secret) {
        static final Settings NONE = new Settings(List.of(), false, null);
    }

    Settings of(long environmentId) {
        return settings.getOrDefault(environmentId, Settings.NONE);
    }
}
