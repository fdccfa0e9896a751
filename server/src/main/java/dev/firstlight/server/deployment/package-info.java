/** Which version of a service is in which region, as whoever deploys it says. */
@NullMarked
package dev.firstlight.server.deployment;

import org.jspecify.annotations.NullMarked;
