/** Evaluations as events of OpenTelemetry. Needs its API and OpenFeature's SDK, which the application brings. */
@NullMarked
package dev.firstlight.opentelemetry;

import org.jspecify.annotations.NullMarked;
