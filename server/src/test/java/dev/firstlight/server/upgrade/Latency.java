package dev.firstlight.server.upgrade;

import dev.firstlight.server.support.Sdks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * From the acknowledgement of a write until an SDK serves it, or a later one, in milliseconds.
 *
 * @param sorted one of each SDK and write; what was served before its acknowledgement came counts as nothing
 */
record Latency(double[] sorted) {

    /** Of the writes that were acknowledged within a span of time. */
    static Latency of(Iterable<Writes.Acknowledged> writes, List<Sdks.Seen> seen, long from, long until) {
        Map<String, TreeMap<Long, Long>> firsts = new HashMap<>();
        for (Sdks.Seen one : seen) {
            firsts.computeIfAbsent(one.sdk(), sdk -> new TreeMap<>()).putIfAbsent(one.revision(), one.micros());
        }
        List<Double> all = new ArrayList<>();
        for (Writes.Acknowledged write : writes) {
            if (write.micros() >= from && write.micros() < until) {
                for (TreeMap<Long, Long> sdk : firsts.values()) {
                    Map.Entry<Long, Long> first = sdk.ceilingEntry(write.revision());
                    all.add(
                            first == null
                                    ? Double.POSITIVE_INFINITY
                                    : Math.max(0, first.getValue() - write.micros()) / 1e3);
                }
            }
        }
        return new Latency(all.stream().mapToDouble(one -> one).sorted().toArray());
    }

    int count() {
        return sorted.length;
    }

    double percentile(double share) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
    }
}
