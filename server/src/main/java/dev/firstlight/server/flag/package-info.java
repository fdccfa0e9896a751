/** Flags: their variants, and in each environment their targeting and prerequisites. */
@NullMarked
package dev.firstlight.server.flag;

import org.jspecify.annotations.NullMarked;
