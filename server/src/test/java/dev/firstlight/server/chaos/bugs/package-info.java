/** Bugs that are put in on purpose, from outside, into servers and SDKs as they are shipped; each must be found. */
@NullMarked
package dev.firstlight.server.chaos.bugs;

import org.jspecify.annotations.NullMarked;
