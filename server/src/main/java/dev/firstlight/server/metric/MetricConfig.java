package dev.firstlight.server.metric;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** How much is measured. */
@ConfigMapping(prefix = "firstlight.metric")
interface MetricConfig {

    /**
     * Units reported for one release, exposures and outcomes, by all nodes together, in a second. Where there are more for
     * ten seconds on the average, half of the units are passed over from then on, of both arms alike.
     */
    @WithDefault("100000")
    int unitsPerSecond();

    /** Units that one node holds while others are written; batches that bring more are sent back with 429. */
    @WithDefault("200000")
    int mostWaiting();

    /** Where metrics of the kind prometheus come from. */
    Prometheus prometheus();

    /** Where metrics of the kind otlp come from. */
    Otlp otlp();

    /** Applications that push their counters by OpenTelemetry. */
    interface Otlp {

        /** How long all of them may push nothing of a metric until there is no data: exporters push once a minute. */
        @WithDefault("3m")
        Duration silence();
    }

    /** A server that speaks Prometheus' HTTP API. */
    interface Prometheus {

        /** Its address, as far as before {@code /api/v1}; without one nobody is asked. */
        Optional<URI> url();

        /** Sent as a bearer token. */
        Optional<String> token();

        /** How often it is asked. */
        @WithDefault("15s")
        Duration every();

        /** How long an answer may take; one that takes longer is none. */
        @WithDefault("10s")
        Duration timeout();
    }
}
