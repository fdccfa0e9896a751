/**
 * flagd's flag definitions, with targeting in JsonLogic. Of JsonLogic what can be said in conditions is taken over, and
 * what computes is refused.
 */
@NullMarked
package dev.firstlight.server.exchange.flagd;

import org.jspecify.annotations.NullMarked;
