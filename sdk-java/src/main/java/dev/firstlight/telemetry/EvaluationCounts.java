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

    private record Kind(String flag, @Nullable String variant, Reason reason) {}

    /** The one that is served now last, before it those that evaluations may still be on their way from. */
    private final Deque<Ruleset> rulesets = new ArrayDeque<>();

    /** Those that were replaced before the last drain. */
    private final Set<Ruleset> replaced = new HashSet<>();

    private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();

    /** @param ruleset what it was evaluated by */
    void count(Ruleset ruleset, String flag, Evaluation evaluation) {
        if (!ruleset.count(evaluation)) {
            error(flag);
        }
    }

    private void error(String flag) {
        LongAdder count = errors.get(flag);
        if (count == null) {
            if (errors.size() >= MAX_FLAGS) {
                return;
            }
            count = errors.computeIfAbsent(flag, key -> new LongAdder());
        }
        count.increment();
    }

    /** From now on this is served. */
    synchronized void applied(Ruleset next) {
        rulesets.addLast(next);
    }

    /** What was counted since the last time. */
    synchronized List<TelemetryBatch.Evaluations> drain() {
        Map<Kind, Long> counts = new LinkedHashMap<>();
        Ruleset current = rulesets.peekLast();
        for (Ruleset ruleset : rulesets) {
            for (Tally tally : ruleset.takeCounts()) {
                add(counts, new Kind(tally.flag(), tally.variant(), tally.reason()), tally.count());
            }
        }
        // What was replaced since the last time is asked once more: an evaluation may have begun before.
        rulesets.removeIf(ruleset -> ruleset != current && replaced.contains(ruleset));
        replaced.clear();
        rulesets.stream().filter(ruleset -> ruleset != current).forEach(replaced::add);
        errors.forEach((flag, count) -> add(counts, new Kind(flag, null, Reason.ERROR), count.sumThenReset()));
        List<TelemetryBatch.Evaluations> drained = new ArrayList<>();
        counts.forEach((kind, count) ->
                drained.add(new TelemetryBatch.Evaluations(kind.flag, kind.variant, kind.reason.name(), count)));
        return drained;
    }

    private static void add(Map<Kind, Long> counts, Kind kind, long count) {
        if (count > 0) {
            counts.merge(kind, count, Long::sum);
        }
    }
}
