/** Decides a flag's value for a context: pure, no I/O, no clock, no randomness. */
@NullMarked
package dev.firstlight.core;

import org.jspecify.annotations.NullMarked;
