package dev.firstlight.server.sample;

import dev.firstlight.core.Context;
import dev.firstlight.core.ErrorCode;
import dev.firstlight.core.Evaluation;
import dev.firstlight.core.Evaluator;
import dev.firstlight.core.KeyedHash;
import dev.firstlight.core.Ruleset;
import dev.firstlight.core.RulesetSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Asks two rulesets the same for the same contexts, by the evaluator that SDKs have. */
final class Replay {

    /** What a change does to a context. */
    enum Outcome {
        SAME,
        CHANGED,
        /** It depends on something that the context does not tell. */
        UNJUDGED
    }

    /** Of so many things that a context does not tell, each combination is tried. */
    private static final int MOST_OPEN = 5;

    private final Ruleset before;
    private final Ruleset after;
    private final List<Disguise.Question> questions;
    private final Map<String, Asked> asked = new HashMap<>();

    Replay(Sample sample, KeyedHash hash, RulesetSpec before, RulesetSpec after, Set<String> flags) {
        Disguise disguise = new Disguise(sample, hash);
        RulesetSpec was = disguise.of(before);
        RulesetSpec is = disguise.of(after);
        this.before = Ruleset.compile(was);
        this.after = Ruleset.compile(is);
        this.questions = disguise.questions();
        flags.forEach(flag -> asked.put(flag, Asked.by(flag, disguise, was, is)));
    }

    Outcome of(String flag, SampledContext context) {
        Asked by = Objects.requireNonNull(asked.get(flag));
        int[] open = by.questions().stream()
                .filter(question -> questions.get(question).isOpenFor(context))
                .mapToInt(Integer::intValue)
                .toArray();
        if (open.length > MOST_OPEN || by.units().stream().anyMatch(context::withholds)) {
            return Outcome.UNJUDGED;
        }
        Outcome outcome = compared(flag, context.context());
        for (int answers = 1; answers < 1 << open.length && outcome != Outcome.UNJUDGED; answers++) {
            if (compared(flag, answered(context.context(), open, answers)) != outcome) {
                outcome = Outcome.UNJUDGED;
            }
        }
        return outcome;
    }

    private static Context answered(Context context, int[] open, int answers) {
        Context answered = context;
        for (int i = 0; i < open.length; i++) {
            if ((answers & 1 << i) != 0) {
                answered = answered.with(Disguise.answer(open[i]), true);
            }
        }
        return answered;
    }

    private Outcome compared(String flag, Context context) {
        Evaluation was = Evaluator.evaluate(before, flag, context, null);
        Evaluation is = Evaluator.evaluate(after, flag, context, null);
        if (was.errorCode() == ErrorCode.PARSE_ERROR || is.errorCode() == ErrorCode.PARSE_ERROR) {
            return Outcome.UNJUDGED;
        }
        return Objects.equals(was.variant(), is.variant()) ? Outcome.SAME : Outcome.CHANGED;
    }
}
