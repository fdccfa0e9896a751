/** Keeps what others entrust to us unreadable in the database: sealed with a key that is not in it. */
@NullMarked
package dev.firstlight.server.secret;

import org.jspecify.annotations.NullMarked;
