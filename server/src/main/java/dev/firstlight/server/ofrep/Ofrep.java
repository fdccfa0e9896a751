package dev.firstlight.server.ofrep;

import dev.firstlight.core.Context;
import dev.firstlight.core.Evaluator;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Ruleset;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.environment.Environments;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.ruleset.PublishedRuleset;
import dev.firstlight.server.ruleset.RulesetPublisher;
import dev.firstlight.wire.Canonical;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Evaluates for a key: with a server key every flag, with a client key those that browsers may see. */
@ApplicationScoped
class Ofrep {

    private final RulesetPublisher publisher;
    private final Environments environments;

    Ofrep(RulesetPublisher publisher, Environments environments) {
        this.publisher = publisher;
        this.environments = environments;
    }

    /** One flag's answer; null where the key's holder has no such flag. */
    Uni<@Nullable OfrepAnswer> evaluate(Caller caller, String key, Context context) {
        return publisher.require(caller.requireEnvironment()).map(published -> {
            Ruleset ruleset = published.ruleset();
            return sees(caller, ruleset, key) ? answer(ruleset, key, context) : null;
        });
    }

    /**
     * What to evaluate all flags by.
     *
     * @param atLeast what the provider was told that there is; another node may have told it
     */
    Uni<PublishedRuleset> ruleset(Caller caller, Position atLeast) {
        long environment = caller.requireEnvironment();
        return publisher
                .require(environment)
                .flatMap(current -> current.isAfter(atLeast.epoch(), atLeast.revision() - 1)
                        ? Uni.createFrom().item(current)
                        : environments
                                .require(environment)
                                .flatMap(found -> publisher.require(found.project(), found.key())));
    }

    /** All flags that the key's holder sees. */
    List<OfrepAnswer> evaluateAll(Caller caller, Ruleset ruleset, Context context) {
        List<OfrepAnswer> answers = new ArrayList<>();
        for (String key : new TreeSet<>(ruleset.flagKeys())) {
            if (sees(caller, ruleset, key)) {
                answers.add(answer(ruleset, key, context));
            }
        }
        return answers;
    }

    private static OfrepAnswer answer(Ruleset ruleset, String key, Context context) {
        return OfrepAnswers.of(key, ruleset.flag(key), Evaluator.evaluate(ruleset, key, context, null));
    }

    private static boolean sees(Caller caller, Ruleset ruleset, String key) {
        if (!ruleset.flagKeys().contains(key)) {
            return false;
        }
        FlagSpec flag = ruleset.flag(key);
        return caller.permissions().contains(Role.SDK_SERVER) || (flag != null && flag.clientVisible());
    }

    /**
     * The tag of an answer: the same tag means the same values. A provider keeps its tag when attributes change, so the
     * tag must change with them.
     *
     * @param streamExpires when the address of the stream in the answer does
     */
    static String tag(Caller caller, PublishedRuleset published, Context context, long streamExpires) {
        String asked = String.join(
                "\n",
                published.position(),
                caller.id(),
                Long.toString(streamExpires),
                Canonical.text(dev.firstlight.wire.Json.node(context.asMap())));
        return '"' + published.position() + "-" + Ids.hash(asked).substring(0, 16) + '"';
    }
}
