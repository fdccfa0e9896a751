/** Projects, environments, regions, SDK keys, revisions, and which revision each SDK confirmed. */
@NullMarked
package dev.firstlight.server.environment;

import org.jspecify.annotations.NullMarked;
