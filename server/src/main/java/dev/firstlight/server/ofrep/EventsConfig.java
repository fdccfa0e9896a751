package dev.firstlight.server.ofrep;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Streams that tell OpenFeature's providers to ask again. */
@ConfigMapping(prefix = "firstlight.ofrep")
interface EventsConfig {

    /** How many may be open on one node. */
    @WithDefault("20000")
    int streams();

    /** How long an address of a stream can be used to open it, at least; at most twice as long. */
    @WithDefault("1h")
    Duration tokenLife();
}
