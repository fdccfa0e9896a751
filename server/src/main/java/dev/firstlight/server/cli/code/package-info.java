/** A project's flags as files: written, compared with what a server has, and applied to it. */
@NullMarked
package dev.firstlight.server.cli.code;

import org.jspecify.annotations.NullMarked;
