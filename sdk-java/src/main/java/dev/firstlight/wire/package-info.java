/** Knows what JSON looks like on the network, and is the only room that does. */
@NullMarked
package dev.firstlight.wire;

import org.jspecify.annotations.NullMarked;
