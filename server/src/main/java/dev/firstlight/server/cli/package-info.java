/** The command line: what people and CI do from a shell, through the public API of a server or without one. */
@NullMarked
package dev.firstlight.server.cli;

import org.jspecify.annotations.NullMarked;
