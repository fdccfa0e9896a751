package dev.firstlight.core;

import org.jspecify.annotations.Nullable;

/** A compiled serve of one variant. */
record FixedServe(Evaluation evaluation) implements CompiledServe {

    @Override
    public Evaluation serve(Context context, @Nullable Trace trace) {
        return evaluation;
    }
}
