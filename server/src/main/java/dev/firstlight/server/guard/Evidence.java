package dev.firstlight.server.guard;

import java.util.List;

/**
 * What is known about one guard.
 *
 * @param stale the source has gone silent: the counters are not wrong, but nobody knows what happens now
 */
public record Evidence(Guard guard, List<Stratum> strata, boolean stale) {}
