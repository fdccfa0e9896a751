package dev.firstlight.server.ofrep;

import dev.firstlight.core.Context;
import dev.firstlight.core.Evaluation;
import dev.firstlight.core.Evaluator;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Ruleset;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.ruleset.RulesetPublisher;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Evaluates for a key: with a server key every flag, with a client key those that browsers may see. */
@ApplicationScoped
class Ofrep {

    private final RulesetPublisher publisher;

    Ofrep(RulesetPublisher publisher) {
        this.publisher = publisher;
    }

    /** One flag's answer; null where the key's holder has no such flag. */
    Uni<@Nullable OfrepAnswer> evaluate(Caller caller, String key, Context context) {
        return publisher.require(caller.requireEnvironment()).map(published -> {
            Ruleset ruleset = published.ruleset();
            return sees(caller, ruleset, key) ? answer(ruleset, key, context) : null;
        });
    }

    private static OfrepAnswer answer(Ruleset ruleset, String key, Context context) {
        Evaluation evaluation = Evaluator.evaluate(ruleset, key, context, null);
        EvaluationEvent.add(ruleset, key, evaluation);
        return OfrepAnswers.of(key, ruleset.flag(key), evaluation);
    }

    private static boolean sees(Caller caller, Ruleset ruleset, String key) {
        return caller.permissions().contains(Role.SDK_SERVER)
                ? ruleset.flagKeys().contains(key)
                : isVisible(ruleset, key);
    }

    /** Whether browsers may see a flag. */
    static boolean isVisible(Ruleset ruleset, String key) {
        FlagSpec flag = ruleset.flag(key);
        return flag != null && flag.clientVisible();
    }
}
