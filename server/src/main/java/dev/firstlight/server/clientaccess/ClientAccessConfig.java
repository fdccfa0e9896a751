package dev.firstlight.server.clientaccess;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** What is believed of requests from browsers. */
@ConfigMapping(prefix = "firstlight.client-access")
interface ClientAccessConfig {

    /**
     * The header in which a proxy before the server says where a client is: a region's key, or a country's two letters.
     * Set it only where clients cannot send it themselves; it then takes the place of what the context says.
     */
    Optional<String> regionHeader();
}
