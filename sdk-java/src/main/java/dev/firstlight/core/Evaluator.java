package dev.firstlight.core;

import org.jspecify.annotations.Nullable;

/**
 * Decides what a flag serves a context. It knows nothing of where the ruleset came from, nor of what becomes of the
 * answer; the server previews with it what SDKs compute with it.
 */
public final class Evaluator {

    private Evaluator() {}

    /**
     * What a flag serves a context. Never throws for what is in the ruleset or in the context.
     *
     * @param ruleset the flags
     * @param flagKey the flag's key
     * @param context who is asking
     * @param wanted the type the caller can use (an integer also serves a caller who wants a number), null for any
     */
    public static Evaluation evaluate(Ruleset ruleset, String flagKey, Context context, @Nullable ValueType wanted) {
        return evaluate(ruleset, flagKey, context, wanted, null);
    }

    /**
     * What {@link #evaluate} answers for the same input, together with how it came about.
     *
     * @param wanted as for {@link #evaluate}
     */
    public static Explanation explain(Ruleset ruleset, String flagKey, Context context, @Nullable ValueType wanted) {
        Trace trace = new Trace();
        Evaluation evaluation = evaluate(ruleset, flagKey, context, wanted, trace);
        return new Explanation(evaluation, trace.steps());
    }

    private static Evaluation evaluate(
            Ruleset ruleset, String flagKey, Context context, @Nullable ValueType wanted, @Nullable Trace trace) {
        CompiledFlag flag = ruleset.compiled(flagKey);
        if (flag == null) {
            String message = "The ruleset has no flag '" + flagKey + "'.";
            return traced(Evaluation.error(ErrorCode.FLAG_NOT_FOUND, message, ruleset.revision()), trace);
        }
        try {
            return traced(typed(flag, decide(flag, context, trace), wanted), trace);
        } catch (RuntimeException e) {
            return traced(failed(e, ruleset.revision()), trace);
        }
    }

    static Evaluation evaluate(CompiledFlag flag, long revision, Context context) {
        try {
            return decide(flag, context, null);
        } catch (RuntimeException e) {
            return failed(e, revision);
        }
    }

    private static Evaluation failed(RuntimeException e, long revision) {
        return Evaluation.error(ErrorCode.GENERAL, "Evaluation failed: " + e, revision);
    }

    /** The order of the contract: enabled, prerequisites, targets, rules, default. */
    private static Evaluation decide(CompiledFlag flag, Context context, @Nullable Trace trace) {
        if (trace == null && flag.always != null) {
            return flag.always;
        }
        if (flag.off != null && !enabled(flag, trace)) {
            return flag.off;
        }
        if (flag.broken != null) {
            return flag.broken;
        }
        for (CompiledFlag.CompiledPrerequisite prerequisite : flag.prerequisites) {
            if (!holds(prerequisite, context, trace)) {
                return prerequisite.unmet();
            }
        }
        Evaluation target = flag.targets.isEmpty() ? null : target(flag, context, trace);
        if (target != null) {
            return target;
        }
        for (CompiledFlag.CompiledRule rule : flag.rules) {
            if (holds(rule, context, trace)) {
                return rule.serve().serve(context, trace);
            }
        }
        return flag.defaultServe.serve(context, trace);
    }

    private static boolean enabled(CompiledFlag flag, @Nullable Trace trace) {
        if (trace != null) {
            trace.step("enabled", "whether " + flag.key + " is enabled", flag.enabled);
        }
        return flag.enabled;
    }

    private static boolean holds(
            CompiledFlag.CompiledPrerequisite prerequisite, Context context, @Nullable Trace trace) {
        CompiledFlag flag = prerequisite.flag();
        Evaluation theirs = flag == null || !flag.enabled ? null : decide(flag, context, trace);
        boolean holds = prerequisite.holdsFor(theirs);
        if (trace != null) {
            String variant = theirs == null ? null : theirs.variant();
            String wanted = String.join(" or ", prerequisite.spec().variants());
            trace.step("prerequisite", prerequisite.key() + " must serve " + wanted + ", saw " + variant, holds);
        }
        return holds;
    }

    private static @Nullable Evaluation target(CompiledFlag flag, Context context, @Nullable Trace trace) {
        Evaluation target = flag.targets.get(context.targetingKey());
        if (trace != null) {
            String detail = "targets of " + flag.key + ", saw " + Trace.show(context.targetingKey());
            trace.step("target", detail, target != null);
        }
        return target;
    }

    private static boolean holds(CompiledFlag.CompiledRule rule, Context context, @Nullable Trace trace) {
        boolean holds = CompiledCondition.holds(rule.when(), context, trace);
        if (trace != null) {
            trace.step("rule", "rule " + rule.id(), holds);
        }
        return holds;
    }

    private static Evaluation typed(CompiledFlag flag, Evaluation evaluation, @Nullable ValueType wanted) {
        ValueType type = flag.type;
        if (wanted == null
                || type == wanted
                || type == null
                || type.serves(wanted)
                || evaluation.reason() == Reason.ERROR) {
            return evaluation;
        }
        String message = "The flag is of type " + type.key() + ", not " + wanted.key() + '.';
        return Evaluation.error(
                ErrorCode.TYPE_MISMATCH, message, evaluation.metadata().revision());
    }

    private static Evaluation traced(Evaluation evaluation, @Nullable Trace trace) {
        if (trace != null) {
            Object outcome = evaluation.variant() == null ? evaluation.errorCode() + "" : evaluation.variant();
            trace.step("serve", "reason " + evaluation.reason(), outcome);
        }
        return evaluation;
    }
}
