/** Recent contexts of an environment, as far as SDKs may tell of them, and what a change would do to them. */
@NullMarked
package dev.firstlight.server.sample;

import org.jspecify.annotations.NullMarked;
