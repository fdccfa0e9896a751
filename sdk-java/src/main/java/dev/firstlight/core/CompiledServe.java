package dev.firstlight.core;

import org.jspecify.annotations.Nullable;

/** A compiled serve. */
@FunctionalInterface
interface CompiledServe {

    /**
     * What it serves a context.
     *
     * @param trace written to where the evaluation is being explained, else null
     */
    Evaluation serve(Context context, @Nullable Trace trace);
}
