package dev.firstlight.server.secret;

import io.smallrye.config.SmallRyeConfig;

/** Whether settings of this room can be used. */
public final class SecretSettings {

    private SecretSettings() {}

    /**
     * Looks at them.
     *
     * @throws IllegalArgumentException for one that cannot; its message names it
     */
    public static void check(SmallRyeConfig config) {
        Keys.read(config.getConfigMapping(SecretsConfig.class));
    }
}
