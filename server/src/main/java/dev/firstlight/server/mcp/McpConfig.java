package dev.firstlight.server.mcp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the door for agents. */
@ConfigMapping(prefix = "firstlight.mcp")
interface McpConfig {

    /** Whether agents are let in at all. */
    @WithDefault("true")
    boolean enabled();

    /** Whether agents find only tools that look, whatever their tokens may do. */
    @WithDefault("false")
    boolean readOnly();
}
