/** Flags as values of MicroProfile Config. Needs its API, which the application brings. */
@NullMarked
package dev.firstlight.config;

import org.jspecify.annotations.NullMarked;
