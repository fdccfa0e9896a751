package dev.firstlight.quarkus.deployment;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** What is fixed when the application is built. */
@ConfigMapping(prefix = "firstlight")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface FirstlightBuildConfig {

    /** Whether the application's readiness says how the client stands, where it has quarkus-smallrye-health. */
    @WithName("health.enabled")
    @WithDefault("true")
    boolean healthEnabled();
}
