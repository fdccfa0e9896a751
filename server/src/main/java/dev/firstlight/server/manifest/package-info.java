/** The flags as tools that write code want them: OpenFeature's manifest. */
@NullMarked
package dev.firstlight.server.manifest;

import org.jspecify.annotations.NullMarked;
