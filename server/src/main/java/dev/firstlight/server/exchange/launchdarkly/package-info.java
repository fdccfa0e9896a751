/**
 * LaunchDarkly's flags, as its server-side SDKs get them. Where those SDKs differ among themselves (a negated clause on
 * an object, a whole number of more than 32 bits as a unit), the import behaves as the one for Go does.
 */
@NullMarked
package dev.firstlight.server.exchange.launchdarkly;

import org.jspecify.annotations.NullMarked;
