/** What becomes of requests to Jakarta REST resources. Needs its API, which the container brings. */
@NullMarked
package dev.firstlight.jaxrs;

import org.jspecify.annotations.NullMarked;
