/** One immutable ruleset per environment, compiled and encoded once per revision and held in memory. */
@NullMarked
package dev.firstlight.server.ruleset;

import org.jspecify.annotations.NullMarked;
