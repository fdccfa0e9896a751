package dev.firstlight.telemetry;

import dev.firstlight.core.Assignment;
import dev.firstlight.core.UnitHash;
import dev.firstlight.wire.TelemetryBatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Which units were exposed and which had an event: each once per release, in bounded memory. */
final class UnitLog {

    private static final int CAPACITY = 100_000;

    /** A metric of null stands for the exposure itself. */
    private record Seen(String release, @Nullable String metric, String unit) {}

    private record Entry(Assignment assignment, @Nullable String metric) {}

    private final RecentSet<Seen> seen = new RecentSet<>(CAPACITY);
    private final Queue<Entry> pending = new ConcurrentLinkedQueue<>();
    /** The queue's own size would have to be counted out each time. */
    private final AtomicInteger size = new AtomicInteger();

    private final AtomicLong dropped = new AtomicLong();

    void exposed(Assignment assignment) {
        add(assignment, null);
    }

    void happened(Assignment assignment, String metric) {
        add(assignment, metric);
    }

    private void add(Assignment assignment, @Nullable String metric) {
        if (!seen.add(new Seen(assignment.release(), metric, assignment.unit()))) {
            return;
        }
        if (size.incrementAndGet() > CAPACITY) {
            size.decrementAndGet();
            dropped.incrementAndGet();
            return;
        }
        pending.add(new Entry(assignment, metric));
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    /** How many were lost for want of room since the last time. */
    long drainDropped() {
        return dropped.getAndSet(0);
    }

    /** What is to be reported, taken out; an exposure never comes later than an outcome of the same unit. */
    Drained drain(int most) {
        Map<Exposed, List<String>> exposures = new LinkedHashMap<>();
        Map<Happened, List<String>> outcomes = new LinkedHashMap<>();
        for (int i = 0; i < most; i++) {
            Entry entry = pending.poll();
            if (entry == null) {
                break;
            }
            size.decrementAndGet();
            Assignment of = entry.assignment;
            String hash = UnitHash.of(of.release(), of.unit());
            List<String> units = entry.metric == null
                    ? exposures.computeIfAbsent(
                            new Exposed(
                                    of.release(),
                                    of.stage(),
                                    of.region(),
                                    of.arm().key()),
                            key -> new ArrayList<>())
                    : outcomes.computeIfAbsent(new Happened(of.release(), entry.metric), key -> new ArrayList<>());
            units.add(hash);
        }
        return new Drained(
                exposures.entrySet().stream()
                        .map(e -> new TelemetryBatch.Exposures(
                                e.getKey().release(),
                                e.getKey().stage(),
                                e.getKey().region(),
                                e.getKey().arm(),
                                e.getValue()))
                        .toList(),
                outcomes.entrySet().stream()
                        .map(e -> new TelemetryBatch.Outcomes(
                                e.getKey().release(), e.getKey().metric(), e.getValue()))
                        .toList());
    }

    private record Exposed(String release, int stage, String region, String arm) {}

    private record Happened(String release, String metric) {}

    /** Exposures and outcomes as a batch holds them. */
    record Drained(List<TelemetryBatch.Exposures> exposures, List<TelemetryBatch.Outcomes> outcomes) {}
}
