package dev.firstlight.server.lifecycle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When flags count as stale and as in use. */
@ConfigMapping(prefix = "firstlight.lifecycle")
public interface LifecycleConfig {

    /** How long nothing may happen to a flag until it counts as stale. */
    @WithDefault("P30D")
    Duration staleAfter();

    /** How long ago an application may have asked for a flag so that it still counts as in use. */
    @WithDefault("PT5M")
    Duration inUseWithin();
}
