/** Values over HTTP: OpenFeature's remote evaluation protocol, and "why this value" for people. */
@NullMarked
package dev.firstlight.server.ofrep;

import org.jspecify.annotations.NullMarked;
