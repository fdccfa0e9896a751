package dev.firstlight.core;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A compiled segment: excluded wins, then included, then the large list of keys, then the condition. */
final class SegmentCondition implements CompiledCondition {

    private final String key;
    private final SegmentSpec spec;
    // No Set.copyOf: keys chosen to collide would make it take for ever.
    private final Set<String> included;
    private final Set<String> excluded;
    private final boolean anyExcluded;
    private final CompiledCondition when;
    private final int steps;
    private final int depth;
    private final @Nullable String broken;
    private final @Nullable LargeSegment large;

    /**
     * A segment without its large list of keys.
     *
     * @param broken why it cannot be evaluated, in a sentence; null where it can
     */
    SegmentCondition(
            String key, SegmentSpec spec, CompiledCondition when, int steps, int depth, @Nullable String broken) {
        this(key, spec, when, steps, depth, broken, null);
    }

    private SegmentCondition(
            String key,
            SegmentSpec spec,
            CompiledCondition when,
            int steps,
            int depth,
            @Nullable String broken,
            @Nullable LargeSegment large) {
        this.key = key;
        this.spec = spec;
        this.included = new HashSet<>(spec.included());
        this.excluded = new HashSet<>(spec.excluded());
        this.anyExcluded = !excluded.isEmpty();
        this.when = when;
        this.steps = steps;
        this.depth = depth;
        this.broken = broken;
        this.large = large;
    }

    /** The segment with its large list; broken where it names one and this is not it. */
    SegmentCondition with(@Nullable LargeSegment keys) {
        SegmentSpec.Large named = spec.large();
        if (named == null) {
            return this;
        }
        boolean there = keys != null && named.describes(keys);
        String missing = broken != null || there
                ? broken
                : "The " + named.count() + " keys of the segment '" + key + "' in version " + named.version()
                        + " are not here, so nobody knows who is in it.";
        return new SegmentCondition(key, spec, when, steps, depth, missing, keys);
    }

    @Override
    public boolean holds(Context context, @Nullable Trace trace) {
        String targetingKey = context.targetingKey();
        boolean isExcluded = targetingKey != null && anyExcluded && excluded.contains(targetingKey);
        boolean isIncluded = !isExcluded && targetingKey != null && included.contains(targetingKey);
        boolean isListed =
                !isExcluded && !isIncluded && targetingKey != null && large != null && large.contains(targetingKey);
        boolean holds = isIncluded || isListed || (!isExcluded && CompiledCondition.holds(when, context, trace));
        if (trace != null) {
            String why = isExcluded
                    ? "excluded"
                    : isIncluded ? "included" : isListed ? "among its large list of keys" : "by its condition";
            trace.step("segment", '"' + key + "\", saw " + Trace.show(targetingKey) + ", " + why, holds);
        }
        return holds;
    }

    int steps() {
        return steps;
    }

    /** How deep its conditions nest. */
    int depth() {
        return depth;
    }

    /** Why it cannot be evaluated, in a sentence; null where it can. */
    @Nullable
    String broken() {
        return broken;
    }
}
