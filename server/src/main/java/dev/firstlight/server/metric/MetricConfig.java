package dev.firstlight.server.metric;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much is measured. */
@ConfigMapping(prefix = "firstlight.metric")
interface MetricConfig {

    /**
     * Units reported for one release, exposures and outcomes, by all nodes together, in a second. Where there are more for
     * ten seconds on the average, half of the units are passed over from then on, of both arms alike.
     */
    @WithDefault("20000")
    int unitsPerSecond();

    /** Units that one node holds while others are written; batches that bring more are sent back with 429. */
    @WithDefault("200000")
    int mostWaiting();
}
