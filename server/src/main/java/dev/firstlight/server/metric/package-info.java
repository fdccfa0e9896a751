/** What SDKs measured: every unit's first exposure, its outcomes, and their tallies by region, stage and arm. */
@NullMarked
package dev.firstlight.server.metric;

import org.jspecify.annotations.NullMarked;
