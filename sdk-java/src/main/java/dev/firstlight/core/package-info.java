/** Decides the value of a flag for a context: pure functions over an immutable ruleset, no I/O, no clock. */
@NullMarked
package dev.firstlight.core;

import org.jspecify.annotations.NullMarked;
