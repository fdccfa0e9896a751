/** The model of the release machine, and that the model checker finds what it should. */
@NullMarked
package dev.firstlight.server.release.model;

import org.jspecify.annotations.NullMarked;
