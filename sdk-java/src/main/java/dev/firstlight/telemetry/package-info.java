/** Counts evaluations, remembers exposures and outcomes, and sends them in batches. */
@NullMarked
package dev.firstlight.telemetry;

import org.jspecify.annotations.NullMarked;
