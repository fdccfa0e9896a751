package dev.firstlight.core;

import org.jspecify.annotations.Nullable;

/** A compiled condition. */
@FunctionalInterface
interface CompiledCondition {

    /**
     * Whether it holds.
     *
     * @param trace written to where the evaluation is being explained, else null
     */
    boolean holds(Context context, @Nullable Trace trace);

    /** The same; the common kinds by name, which is faster than a call of any of them. */
    static boolean holds(CompiledCondition condition, Context context, @Nullable Trace trace) {
        if (condition instanceof LeafCondition leaf) {
            return leaf.holds(context, trace);
        }
        return condition instanceof SegmentCondition segment
                ? segment.holds(context, trace)
                : condition.holds(context, trace);
    }
}
