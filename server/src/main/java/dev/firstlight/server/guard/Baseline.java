package dev.firstlight.server.guard;

import dev.firstlight.server.metric.Arm;
import dev.firstlight.server.metric.Cell;
import dev.firstlight.server.metric.Times;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the latencies of a release are cut. A threshold that moves with the data is none, so it is taken once, from the
 * first units of the control, and those units have no part in what is counted from then on.
 *
 * @param before the counters at that moment
 */
record Baseline(LatencyThresholds thresholds, Map<Cell, List<Long>> before) {
    /** As many units of the control as it takes to know a 99th percentile at all. */
    static final long MIN_UNITS = 200;

    /** From the counters as they are now; null while there are too few units of the control. */
    static @Nullable Baseline of(Map<Cell, List<Long>> now) {
        List<Long> control = new ArrayList<>();
        now.forEach((cell, counts) -> {
            if (cell.arm() == Arm.CONTROL) {
                add(control, counts);
            }
        });
        if (control.stream().mapToLong(Long::longValue).sum() < MIN_UNITS) {
            return null;
        }
        return new Baseline(LatencyThresholds.of(new Histogram(Times.BOUNDS, control)), Map.copyOf(now));
    }

    /** What came since. */
    Map<Cell, List<Long>> since(Map<Cell, List<Long>> now) {
        Map<Cell, List<Long>> since = new HashMap<>();
        now.forEach((cell, counts) -> {
            List<Long> then = before.getOrDefault(cell, List.of());
            List<Long> rest = new ArrayList<>(counts.size());
            for (int i = 0; i < counts.size(); i++) {
                rest.add(Math.max(0, counts.get(i) - (i < then.size() ? then.get(i) : 0)));
            }
            since.put(cell, rest);
        });
        return since;
    }

    private static void add(List<Long> sum, List<Long> counts) {
        for (int i = 0; i < counts.size(); i++) {
            if (i < sum.size()) {
                sum.set(i, sum.get(i) + counts.get(i));
            } else {
                sum.add(counts.get(i));
            }
        }
    }
}
