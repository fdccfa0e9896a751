package dev.firstlight.core;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One flag, ready to be evaluated; everything it can answer without a bucket is made beforehand. */
final class CompiledFlag {

    /**
     * A compiled rule.
     *
     * @param id as in the evaluation's metadata
     */
    record CompiledRule(String id, CompiledCondition when, CompiledServe serve) {}

    /**
     * A compiled prerequisite.
     *
     * @param flag null where the ruleset has no such flag, so that it never holds
     * @param unmet what the flag answers where it does not hold
     */
    record CompiledPrerequisite(String key, @Nullable CompiledFlag flag, Prerequisite spec, Evaluation unmet) {

        boolean holdsFor(@Nullable Evaluation theirs) {
            return theirs != null && theirs.variant() != null && spec.variants().contains(theirs.variant());
        }
    }

    final String key;
    final @Nullable FlagSpec spec;
    final @Nullable ValueType type;
    /** As in the spec, which an evaluation then need not read from memory. */
    final boolean enabled;

    /** What the flag answers everybody; null where that depends on the context. */
    @Nullable
    Evaluation always;

    /** Null where not even the off variant can be served: then {@link #broken} is there. */
    @Nullable
    Evaluation off;

    /** What the flag answers because it could not be compiled; null where it could. */
    @Nullable
    Evaluation broken;

    CompiledPrerequisite[] prerequisites = {};
    final Map<String, Evaluation> targets = new HashMap<>();
    CompiledRule[] rules = {};
    CompiledServe defaultServe = (context, trace) -> {
        throw new IllegalStateException("not compiled");
    };

    /** How many steps an evaluation may take, without prerequisites until these are linked. */
    int steps = 1;

    /** How many prerequisites lie below one another. */
    int depth;

    CompiledFlag(String key, @Nullable FlagSpec spec) {
        this.key = key;
        this.spec = spec;
        this.type = spec == null ? null : spec.type();
        this.enabled = spec != null && spec.enabled();
    }

    /** Finds out whether the answer depends on the context, when the flag's prerequisites know that of themselves. */
    void settle() {
        always = constant();
    }

    private @Nullable Evaluation constant() {
        if (off != null && !enabled) {
            return off;
        }
        if (broken != null) {
            return broken;
        }
        for (CompiledPrerequisite prerequisite : prerequisites) {
            CompiledFlag flag = prerequisite.flag();
            Evaluation theirs = flag == null ? null : flag.always;
            if (flag != null && flag.enabled && theirs == null) {
                return null;
            }
            if (flag == null || !flag.enabled || !prerequisite.holdsFor(theirs)) {
                return prerequisite.unmet();
            }
        }
        boolean same = targets.isEmpty() && rules.length == 0;
        return same && defaultServe instanceof FixedServe fixed ? fixed.evaluation() : null;
    }

    void breakWith(ErrorCode code, String detail, long revision) {
        broken = Evaluation.error(code, Names.sentence(detail), revision);
    }
}
