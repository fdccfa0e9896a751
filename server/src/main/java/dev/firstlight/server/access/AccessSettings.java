package dev.firstlight.server.access;

import io.smallrye.config.SmallRyeConfig;

/** Whether settings of this room can be used. */
public final class AccessSettings {

    static final int SHORTEST_TOKEN = 32;

    private AccessSettings() {}

    /**
     * Looks at them.
     *
     * @throws IllegalArgumentException for one that cannot; its message names it
     */
    public static void check(SmallRyeConfig config) {
        config.getConfigMapping(AccessConfig.class).bootstrapToken().ifPresent(token -> {
            if (token.length() < SHORTEST_TOKEN) {
                throw new IllegalArgumentException("FIRSTLIGHT_ACCESS_BOOTSTRAP_TOKEN has " + token.length()
                        + " characters, and needs " + SHORTEST_TOKEN
                        + " or more: \"openssl rand -hex 32\" writes one.");
            }
        });
    }
}
