package dev.firstlight.server.platform;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Whom the service may ask. */
@ConfigMapping(prefix = "firstlight.outbound")
interface OutboundConfig {

    /**
     * Hosts that may be asked although their addresses are not public, by the names that addresses call them: loopback,
     * private and link-local addresses are refused otherwise.
     */
    Optional<List<String>> allow();
}
