package dev.firstlight.telemetry;

import dev.firstlight.core.Evaluation;
import dev.firstlight.core.Reason;
import dev.firstlight.wire.TelemetryBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** How often each flag served which variant for which reason. Counting takes no lock and, past the first time, no memory. */
final class EvaluationCounts {

    /** Flag keys come from applications, perhaps from their users: not every one ever asked for is remembered. */
    private static final int MAX_FLAGS = 10_000;

    private record Counter(@Nullable String variant, Reason reason, LongAdder count) {

        boolean counts(Evaluation evaluation) {
            return reason == evaluation.reason() && Objects.equals(variant, evaluation.variant());
        }
    }

    /** A flag has few variants and reasons: a short array beats a map. It is replaced, never changed. */
    private static final class FlagCounters {
        private volatile Counter[] counters = {};

        LongAdder of(Evaluation evaluation) {
            for (Counter counter : counters) {
                if (counter.counts(evaluation)) {
                    return counter.count;
                }
            }
            return add(evaluation);
        }

        private synchronized LongAdder add(Evaluation evaluation) {
            for (Counter counter : counters) {
                if (counter.counts(evaluation)) {
                    return counter.count;
                }
            }
            Counter[] more = Arrays.copyOf(counters, counters.length + 1);
            Counter added = new Counter(evaluation.variant(), evaluation.reason(), new LongAdder());
            more[counters.length] = added;
            counters = more;
            return added.count;
        }
    }

    private final Map<String, FlagCounters> flags = new ConcurrentHashMap<>();

    void count(String flag, Evaluation evaluation) {
        FlagCounters counters = flags.get(flag);
        if (counters == null) {
            if (flags.size() >= MAX_FLAGS) {
                return;
            }
            counters = flags.computeIfAbsent(flag, key -> new FlagCounters());
        }
        counters.of(evaluation).increment();
    }

    /** What was counted since the last time. */
    List<TelemetryBatch.Evaluations> drain() {
        List<TelemetryBatch.Evaluations> drained = new ArrayList<>();
        flags.forEach((flag, counters) -> {
            for (Counter counter : counters.counters) {
                long count = counter.count.sumThenReset();
                if (count > 0) {
                    drained.add(new TelemetryBatch.Evaluations(flag, counter.variant, counter.reason.name(), count));
                }
            }
        });
        return drained;
    }
}
