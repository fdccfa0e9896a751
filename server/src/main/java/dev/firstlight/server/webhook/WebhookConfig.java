package dev.firstlight.server.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How others are told. */
@ConfigMapping(prefix = "firstlight.webhook")
interface WebhookConfig {

    /** How long after the first failure it is tried again; each time after that, twice as long. */
    @WithDefault("5s")
    Duration firstRetry();

    /** The longest time between two tries. */
    @WithDefault("6h")
    Duration longestWait();

    /** How long after the first try nobody tries any more: the delivery is parked, and the endpoint disabled. */
    @WithDefault("72h")
    Duration giveUpAfter();

    /** How long an answer may take. */
    @WithDefault("10s")
    Duration timeout();

    /** How long deliveries that have ended can be looked at. */
    @WithDefault("30d")
    Duration keep();
}
