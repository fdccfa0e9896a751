/** Reusable audiences of an environment, their keys where these are many, and who uses them. */
@NullMarked
package dev.firstlight.server.segment;

import org.jspecify.annotations.NullMarked;
