package dev.firstlight.core;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A compiled segment: excluded wins, then included, then the condition. */
final class SegmentCondition implements CompiledCondition {

    private final String key;
    private final Set<String> included;
    private final Set<String> excluded;
    private final CompiledCondition when;
    private final int steps;

    SegmentCondition(String key, SegmentSpec spec, CompiledCondition when, int steps) {
        this.key = key;
        this.included = Set.copyOf(spec.included());
        this.excluded = Set.copyOf(spec.excluded());
        this.when = when;
        this.steps = steps;
    }

    @Override
    public boolean holds(Context context, @Nullable Trace trace) {
        String targetingKey = context.targetingKey();
        boolean isExcluded = targetingKey != null && excluded.contains(targetingKey);
        boolean isIncluded = !isExcluded && targetingKey != null && included.contains(targetingKey);
        boolean holds = isIncluded || (!isExcluded && when.holds(context, trace));
        if (trace != null) {
            String why = isExcluded ? "excluded" : isIncluded ? "included" : "by its condition";
            trace.step("segment", '"' + key + "\", saw " + Trace.show(targetingKey) + ", " + why, holds);
        }
        return holds;
    }

    int steps() {
        return steps;
    }
}
