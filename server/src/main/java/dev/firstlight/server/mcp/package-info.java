/** The door for agents: tools of the Model Context Protocol, each of which asks the API as whoever calls it. */
@NullMarked
package dev.firstlight.server.mcp;

import org.jspecify.annotations.NullMarked;
