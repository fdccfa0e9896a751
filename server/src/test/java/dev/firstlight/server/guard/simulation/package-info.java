/** Seeded worlds whose truth is known, in which our judge and the rules of other products look at the same units. */
@NullMarked
package dev.firstlight.server.guard.simulation;

import org.jspecify.annotations.NullMarked;
