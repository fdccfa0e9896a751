/** Reusable audiences of an environment, and who uses them. */
@NullMarked
package dev.firstlight.server.segment;

import org.jspecify.annotations.NullMarked;
