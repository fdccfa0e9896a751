/** Moves a flag from one variant to another, stage by stage, and takes it back when a guard fails. */
@NullMarked
package dev.firstlight.server.release;

import org.jspecify.annotations.NullMarked;
