/** Servers that do harm, and clients that must bear it. */
@NullMarked
package dev.firstlight.hostile;

import org.jspecify.annotations.NullMarked;
