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
}
