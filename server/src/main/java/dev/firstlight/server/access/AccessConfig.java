package dev.firstlight.server.access;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Settings of the access room. */
@ConfigMapping(prefix = "firstlight.access")
interface AccessConfig {

    /** A token with the role admin that exists from the start, for machines that set a server up; at least 32 characters. */
    Optional<String> bootstrapToken();

    /** The address people reach the console at, for links; the local one where it is not given. */
    Optional<String> publicUrl();
}
