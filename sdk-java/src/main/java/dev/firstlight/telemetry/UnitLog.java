package dev.firstlight.telemetry;

import dev.firstlight.core.Assignment;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Which units were exposed, each once per release, and what happened to them since the last time, in bounded memory. What
 * happens to a unit again before it was reported is added to what waits.
 */
final class UnitLog {

    private static final int CAPACITY = 100_000;

    /** A metric of null stands for the exposure itself. */
    record Kind(String release, @Nullable String metric, boolean measured, String unit) {}

    private final RecentSet<Kind> exposed = new RecentSet<>(CAPACITY);
    private final Map<Kind, Waiting> outcomes = new ConcurrentHashMap<>();
    /** One queue for both, so that an exposure never comes later than an outcome of the same unit. */
    private final Queue<Waiting> pending = new ConcurrentLinkedQueue<>();
    /** The queue's own size would have to be counted out each time. */
    private final AtomicInteger size = new AtomicInteger();

    private final LongAdder dropped = new LongAdder();

    void exposed(Assignment assignment) {
        Kind kind = new Kind(assignment.release(), null, false, assignment.unit());
        if (exposed.add(kind) && hasRoom()) {
            pending.add(new Waiting(kind, assignment, 0));
        }
    }

    void happened(Assignment assignment, String metric) {
        outcome(new Kind(assignment.release(), metric, false, assignment.unit()), assignment, 0);
    }

    /** @param value a finite number */
    void measured(Assignment assignment, String metric, double value) {
        outcome(new Kind(assignment.release(), metric, true, assignment.unit()), assignment, value);
    }

    private void outcome(Kind kind, Assignment assignment, double value) {
        outcomes.compute(kind, (same, waiting) -> {
            if (waiting != null && waiting.add(value)) {
                return waiting;
            }
            if (!hasRoom()) {
                return null;
            }
            Waiting first = new Waiting(kind, assignment, value);
            pending.add(first);
            return first;
        });
    }

    private boolean hasRoom() {
        if (size.incrementAndGet() > CAPACITY) {
            size.decrementAndGet();
            dropped.increment();
            return false;
        }
        return true;
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    int waiting() {
        return size.get();
    }

    /** How many were lost for want of room, or because no server takes them. */
    long dropped() {
        return dropped.sum();
    }

    /**
     * What is to be reported, taken out, or as much of it as a batch has room for; an exposure never comes later than an
     * outcome of the same unit. By one thread at a time.
     */
    DrainedUnits drain() {
        DrainedUnits drained = new DrainedUnits();
        Waiting next = pending.peek();
        while (next != null && drained.hasRoomFor(next)) {
            pending.remove();
            size.decrementAndGet();
            outcomes.remove(next.kind, next);
            if (!drained.add(next)) {
                dropped.increment();
            }
            next = pending.peek();
        }
        return drained;
    }

    /** What waits for one unit. */
    static final class Waiting {

        final Kind kind;
        final Assignment assignment;
        private double mean;
        private long count = 1;
        private boolean taken;

        private Waiting(Kind kind, Assignment assignment, double value) {
            this.kind = kind;
            this.assignment = assignment;
            this.mean = value;
        }

        /** False where it was taken already. */
        private synchronized boolean add(double value) {
            if (taken) {
                return false;
            }
            count++;
            double share = 1.0 / count;
            mean = mean * (1 - share) + value * share; // a difference of the two could overflow
            return true;
        }

        /** How often it happened or was measured; nothing is added any more. */
        synchronized long take() {
            taken = true;
            return count;
        }

        /** Only once it was taken. */
        synchronized double mean() {
            return mean;
        }
    }
}
