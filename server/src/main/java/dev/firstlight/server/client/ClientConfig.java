package dev.firstlight.server.client;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Streams of values. */
@ConfigMapping(prefix = "firstlight.client")
interface ClientConfig {

    /** How many may be open on one node. */
    @WithDefault("20000")
    int streams();
}
