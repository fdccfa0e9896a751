package dev.firstlight.quarkus;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the application's client is set up. */
@ConfigMapping(prefix = "firstlight")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface FirstlightConfig {

    /** The server's address, or several with commas between: one is asked until it fails, then the next. */
    Optional<List<String>> url();

    /** The environment's server key. Without one, or without an address, the client is offline. */
    Optional<String> sdkKey();

    /** The region the application runs in. */
    Optional<String> region();

    /** Where the last ruleset is kept for a start without the server. */
    Optional<String> cacheDirectory();

    /** A resource of the application that holds a ruleset to begin with. */
    Optional<String> bootstrap();

    /** Attributes that every evaluation's context lies over, those of flags that are read as configuration included. */
    Map<String, String> context();

    /** Whether counts, exposures and receipts are sent. Releases need them. */
    @WithDefault("true")
    boolean telemetry();

    /** Whether errors and durations of requests are reported for the releases that they met. */
    @WithDefault("true")
    boolean requestOutcomes();

    /** Whether the application is ready only once there is a ruleset. Otherwise its readiness says how the client stands. */
    @WithDefault("false")
    boolean required();
}
