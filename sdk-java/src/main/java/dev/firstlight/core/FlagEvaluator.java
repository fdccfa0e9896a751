package dev.firstlight.core;

/** One flag of a ruleset, found once for many evaluations. */
public final class FlagEvaluator {

    private final CompiledFlag flag;
    private final long revision;

    FlagEvaluator(CompiledFlag flag, long revision) {
        this.flag = flag;
        this.revision = revision;
    }

    /** The flag's key. */
    public String key() {
        return flag.key;
    }

    /**
     * What {@link Evaluator#evaluate} answers for the flag and any type. Never throws for what is in the ruleset or in the
     * context.
     *
     * @param context who is asking
     */
    public Evaluation evaluate(Context context) {
        return Evaluator.evaluate(flag, revision, context);
    }
}
