package dev.firstlight.server.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Set;

/** What one node is there for. */
@ConfigMapping(prefix = "firstlight.server")
interface ServerConfig {

    /** All that is named; a server by itself does everything. */
    @WithDefault("api,delivery,ticker")
    Set<Duty> roles();
}
