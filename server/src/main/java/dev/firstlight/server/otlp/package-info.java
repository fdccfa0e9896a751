/** Counters that applications push by OpenTelemetry, added up by release, region and arm. */
@NullMarked
package dev.firstlight.server.otlp;

import org.jspecify.annotations.NullMarked;
