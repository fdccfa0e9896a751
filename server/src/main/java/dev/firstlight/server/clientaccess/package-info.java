/** Whose pages may ask with a client key, which context they may ask for, and where they are. */
@NullMarked
package dev.firstlight.server.clientaccess;

import org.jspecify.annotations.NullMarked;
