/** What applications see. */
@NullMarked
package dev.firstlight.client;

import org.jspecify.annotations.NullMarked;
