/** A shop whose checkout is behind a flag. */
@NullMarked
package dev.firstlight.example.spring;

import org.jspecify.annotations.NullMarked;
