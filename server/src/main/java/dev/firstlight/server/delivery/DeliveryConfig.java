package dev.firstlight.server.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much one node delivers at once, and how. */
@ConfigMapping(prefix = "firstlight.delivery")
interface DeliveryConfig {

    /** Streams that are open at once; one takes about 8 KB and a file descriptor. */
    @WithDefault("20000")
    int mostStreams();

    /** Streams that are being opened or resumed at once. */
    @WithDefault("2000")
    int mostConnecting();

    /** Whole rulesets that are on their way at once. */
    @WithDefault("1000")
    int mostPayloads();

    /** How long a reader may take nothing before its stream is cut. */
    @WithDefault("PT30S")
    Duration stalledAfter();

    /** How closely changes may follow each other on a stream; the first after a rest goes at once. */
    @WithDefault("PT0.075S")
    Duration coalesce();

    /** How many clients a second the other nodes can take when this one says goodbye. */
    @WithDefault("1000")
    int reconnectsPerSecond();

    /** Whether the way of a broadcast is walked once at the start, so that the first change is as quick as the next. */
    @WithDefault("true")
    boolean warmUp();
}
