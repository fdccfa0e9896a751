/** A shop whose checkout is behind a flag. */
@NullMarked
package dev.firstlight.example.quarkus;

import org.jspecify.annotations.NullMarked;
