/** What a flag does in an environment: its targeting, how it is edited, and what it was before. */
@NullMarked
package dev.firstlight.server.targeting;

import org.jspecify.annotations.NullMarked;
