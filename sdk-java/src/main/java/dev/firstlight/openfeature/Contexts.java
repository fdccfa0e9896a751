package dev.firstlight.openfeature;

import dev.firstlight.core.Context;
import dev.openfeature.sdk.EvaluationContext;
import org.jspecify.annotations.Nullable;

/** OpenFeature's contexts as ours: the same names, and the same values. */
final class Contexts {

    private Contexts() {}

    static Context of(@Nullable EvaluationContext context) {
        return context == null || context.isEmpty() ? Context.empty() : Context.of(context.asObjectMap());
    }
}
