/** Tells others of what happens in a project: signed, in order, again until they take it. */
@NullMarked
package dev.firstlight.server.webhook;

import org.jspecify.annotations.NullMarked;
