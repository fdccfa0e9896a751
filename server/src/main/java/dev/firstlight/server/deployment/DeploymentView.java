package dev.firstlight.server.deployment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A deployment as the API shows it.
 *
 * @param at since when the version is in the region
 * @param reportedBy who said so first
 * @param reportedAt when
 */
record DeploymentView(
        String id,
        String service,
        String version,
        String region,
        @Nullable String url,
        @Nullable String commit,
        Instant at,
        String reportedBy,
        Instant reportedAt) {}
