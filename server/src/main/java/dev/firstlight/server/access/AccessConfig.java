package dev.firstlight.server.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Settings of the access room. */
@ConfigMapping(prefix = "firstlight.access")
interface AccessConfig {

    /** A token with the role admin that exists from the start, for machines that set a server up; at least 32 characters. */
    Optional<String> bootstrapToken();

    /** Whether people who sign in by password may, or have to, show a second factor. */
    @WithDefault("offered")
    SecondFactorMode secondFactor();

    /** How far second factors are asked for. */
    enum SecondFactorMode {
        /** Who wants one sets one up. */
        OFFERED,
        /** Who has none may do nothing but set one up. */
        REQUIRED
    }

    /** The address people reach the console at, for links; the local one where it is not given. */
    Optional<String> publicUrl();

    /** Who may sign in by password. */
    @WithDefault("everybody")
    PasswordsFor passwords();
}
