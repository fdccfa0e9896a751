package dev.firstlight.server.metric;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The counters of one metric in one release. Merging is addition, so the order in which parts arrive, and how they
 * were cut, cannot matter; a unit counted once stays counted once because it lives in exactly one cell.
 */
public record Tally(Map<Cell, Count> counts) {
    public static final Tally EMPTY = new Tally(Map.of());

    public Tally {
        counts = Map.copyOf(counts);
    }

    public Tally plus(Tally other) {
        Map<Cell, Count> sum = new HashMap<>(counts);
        other.counts.forEach((cell, count) -> sum.merge(cell, count, Count::plus));
        return new Tally(sum);
    }

    public Count at(String region, int stage, Arm arm) {
        return counts.getOrDefault(new Cell(region, stage, arm), Count.NONE);
    }

    /** The sum over all cells that match. */
    public Count sum(Predicate<Cell> matches) {
        return counts.entrySet().stream()
                .filter(e -> matches.test(e.getKey()))
                .map(Map.Entry::getValue)
                .reduce(Count.NONE, Count::plus);
    }
}
