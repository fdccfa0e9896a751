package dev.firstlight.server.guard;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The counters of a release at a moment from which on the evidence was started anew.
 *
 * @param counters each metric's lists of strata, see {@link Measured#layers}
 */
record Restart(Instant at, Map<String, List<List<Stratum>>> counters) {

    /** One of a metric's lists without the regions in which the release was taken back; empty where it had none. */
    List<Stratum> layer(String metric, int index, Set<String> out) {
        List<List<Stratum>> layers = counters.getOrDefault(metric, List.of());
        return index >= layers.size()
                ? List.of()
                : layers.get(index).stream()
                        .filter(s -> !out.contains(s.region()))
                        .toList();
    }
}
