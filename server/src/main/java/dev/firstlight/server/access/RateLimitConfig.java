package dev.firstlight.server.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much one credential may ask of a node. */
@ConfigMapping(prefix = "firstlight.rate-limit")
interface RateLimitConfig {

    /** Requests in a minute to the API and to what evaluates; streams and what SDKs fetch do not count. */
    @WithDefault("600000")
    long requestsPerMinute();
}
