package dev.firstlight.server.environment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An SDK key as the API shows it; the key itself only in the answer to its making.
 *
 * @param expiresAt when it is no longer taken; null for a key that nothing took the place of
 */
record SdkKeyView(
        String id,
        String name,
        String kind,
        String prefix,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant expiresAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key) {}
