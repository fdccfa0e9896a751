package dev.firstlight.telemetry;

import dev.firstlight.core.Evaluation;
import dev.firstlight.core.Reason;
import dev.firstlight.core.Ruleset;
import dev.firstlight.core.Tally;
import dev.firstlight.wire.TelemetryBatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** How often each flag served which variant for which reason. Counting takes no lock and, past the first time, no memory. */
final class EvaluationCounts {

    /** Flag keys come from applications, perhaps from their users: not every one ever asked for is remembered. */
    private static final int MAX_FLAGS = 10_000;

    /** Rulesets that were replaced while nothing could be sent are not all kept for their counts. */
    private static final int MOST_RULESETS = 16;

    private static final int MOST_WAITING = 50_000;

    /** What the server takes of one kind in one batch, and of kinds; and a batch's share of bytes. */
    private static final long MOST_COUNT = 1_000_000_000;

    private static final int MOST_KINDS = 5_000;
    private static final int MOST_BYTES = 280_000;

    record Kind(String flag, @Nullable String variant, Reason reason) {

        boolean isTaken() {
            return WireText.isKey(flag)
                    && (variant == null || (variant.length() <= WireText.LONGEST && WireText.isWritable(variant)));
        }

        int bytes() {
            return WireText.bytes(flag) + (variant == null ? 4 : WireText.bytes(variant)) + 80;
        }
    }

    /** The one that is served now last, before it those that evaluations may still be on their way from. */
    private final Deque<Ruleset> rulesets = new ArrayDeque<>();

    /** Those that were replaced before the last drain. */
    private final Set<Ruleset> replaced = new HashSet<>();

    private final Map<Kind, Long> waiting = new LinkedHashMap<>();
    private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();
    private final LongAdder dropped = new LongAdder();

    /** @param ruleset what it was evaluated by */
    void count(Ruleset ruleset, String flag, Evaluation evaluation) {
        if (!ruleset.count(evaluation)) {
            error(flag);
        }
    }

    private void error(String flag) {
        LongAdder count = errors.get(flag);
        if (count == null) {
            if (errors.size() >= MAX_FLAGS || !WireText.isKey(flag)) {
                dropped.increment();
                return;
            }
            count = errors.computeIfAbsent(flag, key -> new LongAdder());
        }
        count.increment();
    }

    /** From now on this is served. */
    synchronized void applied(Ruleset next) {
        rulesets.addLast(next);
        if (rulesets.size() > MOST_RULESETS) {
            Ruleset eldest = rulesets.removeFirst();
            replaced.remove(eldest);
            take(eldest);
        }
    }

    /** How many rulesets are kept for their counts. */
    synchronized int rulesets() {
        return rulesets.size();
    }

    /** How many evaluations were counted that no batch will tell of. */
    long dropped() {
        return dropped.sum();
    }

    /** Whether the last batch had no room for all there was. */
    synchronized boolean isLeftOver() {
        return !waiting.isEmpty();
    }

    /** What was counted since the last time, or as much of it as a batch has room for. */
    synchronized List<TelemetryBatch.Evaluations> drain() {
        Ruleset current = rulesets.peekLast();
        rulesets.forEach(this::take);
        // What was replaced since the last time is asked once more: an evaluation may have begun before.
        rulesets.removeIf(ruleset -> ruleset != current && replaced.contains(ruleset));
        replaced.clear();
        rulesets.stream().filter(ruleset -> ruleset != current).forEach(replaced::add);
        errors.forEach((flag, count) -> add(new Kind(flag, null, Reason.ERROR), count.sumThenReset()));
        return drained();
    }

    private List<TelemetryBatch.Evaluations> drained() {
        List<TelemetryBatch.Evaluations> drained = new ArrayList<>();
        int bytes = 0;
        Iterator<Map.Entry<Kind, Long>> left = waiting.entrySet().iterator();
        while (left.hasNext() && drained.size() < MOST_KINDS) {
            Map.Entry<Kind, Long> next = left.next();
            Kind kind = next.getKey();
            bytes += kind.bytes();
            if (bytes > MOST_BYTES) {
                break;
            }
            long count = Math.min(next.getValue(), MOST_COUNT);
            drained.add(new TelemetryBatch.Evaluations(kind.flag, kind.variant, kind.reason.name(), count));
            if (next.getValue() > count) {
                next.setValue(next.getValue() - count);
            } else {
                left.remove();
            }
        }
        return drained;
    }

    private void take(Ruleset ruleset) {
        for (Tally tally : ruleset.takeCounts()) {
            add(new Kind(tally.flag(), tally.variant(), tally.reason()), tally.count());
        }
    }

    synchronized void add(Kind kind, long count) {
        if (count <= 0) {
            return;
        }
        if (waiting.containsKey(kind) || (waiting.size() < MOST_WAITING && kind.isTaken())) {
            waiting.merge(kind, count, Long::sum);
        } else {
            dropped.add(count);
        }
    }
}
