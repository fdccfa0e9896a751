/** People, tokens, roles, sessions: who is asking, and what they may do. */
@NullMarked
package dev.firstlight.server.access;

import org.jspecify.annotations.NullMarked;
