/** A client's own figures for Micrometer, which the application brings. */
@NullMarked
package dev.firstlight.micrometer;

import org.jspecify.annotations.NullMarked;
