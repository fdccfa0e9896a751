/** What pipelines run, run as they run it, against the packaged server. */
@NullMarked
package dev.firstlight.server.ci;

import org.jspecify.annotations.NullMarked;
