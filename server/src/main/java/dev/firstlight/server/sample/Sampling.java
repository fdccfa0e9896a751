package dev.firstlight.server.sample;

import dev.firstlight.core.KeyedHash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a project samples contexts.
 *
 * @param clear names or dotted paths of attributes that SDKs may send as they are
 * @param keep so many contexts of each environment
 * @param version of these rules; what was sampled by others is gone
 * @param secret the key of the hash that stands in for values; null where there is none yet
 */
record Sampling(
        boolean enabled,
        List<String> clear,
        int keep,
        long version,
        @Nullable String secret) {

    static final int KEEP = 2_000;

    /** What a project has that never said anything. */
    static final Sampling OFF = new Sampling(false, List.of(), KEEP, 0, null);

    /** Null where nothing is sampled. */
    @Nullable
    KeyedHash hash() {
        return enabled && secret != null ? KeyedHash.of(secret) : null;
    }

    /** Whether an attribute may be there in clear. */
    boolean allows(String attribute) {
        return clear.contains(attribute) || clear.stream().anyMatch(each -> attribute.startsWith(each + "."));
    }
}
