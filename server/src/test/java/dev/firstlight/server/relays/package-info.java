/** Relays far away, each in a network of its own, whose way home is cut while a release goes on. */
@NullMarked
package dev.firstlight.server.relays;

import org.jspecify.annotations.NullMarked;
