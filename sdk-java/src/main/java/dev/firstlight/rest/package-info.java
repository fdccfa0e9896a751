/** What becomes of requests to Jakarta REST. Needs its API, 3.1 or newer, which the server brings. */
@NullMarked
package dev.firstlight.rest;

import org.jspecify.annotations.NullMarked;
