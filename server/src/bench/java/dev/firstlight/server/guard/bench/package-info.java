/** What the server computes often, measured. */
@NullMarked
package dev.firstlight.server.guard.bench;

import org.jspecify.annotations.NullMarked;
