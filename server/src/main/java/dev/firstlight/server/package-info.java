/** The service's entrance: its main method, and nothing that a room could hold. */
@NullMarked
package dev.firstlight.server;

import org.jspecify.annotations.NullMarked;
