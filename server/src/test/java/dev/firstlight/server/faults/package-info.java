/** Real processes that are killed and stopped, and what must hold all the same. */
@NullMarked
package dev.firstlight.server.faults;

import org.jspecify.annotations.NullMarked;
