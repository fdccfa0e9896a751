/** Append-only who-did-what, as a chain of hashes. */
@NullMarked
package dev.firstlight.server.audit;

import org.jspecify.annotations.NullMarked;
