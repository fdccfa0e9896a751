package dev.firstlight.server.guard;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is watched of a release.
 *
 * @param guards in the order of the plan
 * @param shares the treatment's share of units by region, for each stage
 * @param out regions in which the release was taken back
 * @param reached regions that have the treatment, or had it
 * @param since when the release began
 */
public record Watch(
        String release,
        String project,
        List<Watched> guards,
        List<Map<String, Double>> shares,
        Set<String> out,
        Set<String> reached,
        Instant since) {

    /** A guard as the plan has it; which way it gets worse, the metric knows. */
    public record Watched(String metric, double margin, Role role, Scopes scopes) {}

    List<String> metrics() {
        return guards.stream().map(Watched::metric).toList();
    }

    /** The regions that the release will have reached in the end. */
    List<String> planned() {
        return shares.isEmpty()
                ? List.of()
                : List.copyOf(shares.get(shares.size() - 1).keySet());
    }

    /** How many regions the release will ever treat, those included where it was taken back. */
    int regions() {
        Set<String> all = new HashSet<>(out);
        if (!shares.isEmpty()) {
            all.addAll(shares.get(shares.size() - 1).keySet());
        }
        return Math.max(1, all.size());
    }
}
