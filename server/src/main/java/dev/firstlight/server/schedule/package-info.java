/** Changes that are made at a time: asked for today, made once, whichever node is awake. */
@NullMarked
package dev.firstlight.server.schedule;

import org.jspecify.annotations.NullMarked;
