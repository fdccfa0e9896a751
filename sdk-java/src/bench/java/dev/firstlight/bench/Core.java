package dev.firstlight.bench;

import dev.firstlight.core.Context;
import dev.firstlight.core.Evaluation;
import dev.firstlight.core.Evaluator;
import dev.firstlight.core.Ruleset;
import dev.firstlight.core.ValueType;

/** Our evaluator by itself; it answers value, variant, reason and metadata at once. */
final class Core implements Peer {

    private final Ruleset ruleset;

    Core(Workload workload, int flags) {
        this(Ruleset.compile(Rulesets.of(workload, flags)));
    }

    Core(Ruleset ruleset) {
        this.ruleset = ruleset;
    }

    @Override
    public Object user(String key, boolean attributes) {
        return context(key, attributes);
    }

    static Context context(String key, boolean attributes) {
        Context context = Context.of(key);
        return attributes
                ? context.with("country", Questions.COUNTRY)
                        .with("plan", Questions.PLAN)
                        .with("email", Questions.EMAIL)
                        .with("age", Questions.AGE)
                : context;
    }

    @Override
    public Object evaluate(String flag, Object user) {
        return Evaluator.evaluate(ruleset, flag, (Context) user, ValueType.BOOLEAN);
    }

    @Override
    public boolean isOn(Object answer) {
        return Boolean.TRUE.equals(((Evaluation) answer).value());
    }
}
