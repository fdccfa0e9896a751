package dev.firstlight.server.oidc;

import io.smallrye.config.SmallRyeConfig;

/** Whether settings of this room can be used. */
public final class OidcSettings {

    private OidcSettings() {}

    /**
     * Looks at them.
     *
     * @throws RuntimeException for one that cannot; its message names it
     */
    public static void check(SmallRyeConfig config) {
        Registration.of(config.getConfigMapping(OidcConfig.class));
    }
}
