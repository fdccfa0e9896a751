/** One behaviour in two languages, by random questions to both. */
@NullMarked
package dev.firstlight.equivalence;

import org.jspecify.annotations.NullMarked;
