/** Models of what many processes do beside each other, and that the model checker finds what it should. */
@NullMarked
package dev.firstlight.server.model;

import org.jspecify.annotations.NullMarked;
