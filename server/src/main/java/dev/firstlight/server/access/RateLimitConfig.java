package dev.firstlight.server.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much one credential may ask of a node. */
@ConfigMapping(prefix = "firstlight.rate-limit")
interface RateLimitConfig {

    /** Requests to {@code /api/v1} in a minute. */
    @WithDefault("600000")
    long requestsPerMinute();
}
