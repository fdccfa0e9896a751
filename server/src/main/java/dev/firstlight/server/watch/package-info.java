/** What operators see of all nodes together, read from the database now and then. */
@NullMarked
package dev.firstlight.server.watch;

import org.jspecify.annotations.NullMarked;
