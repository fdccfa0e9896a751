package dev.firstlight.server.ofrep;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Context;
import dev.firstlight.core.Evaluation;
import dev.firstlight.core.Evaluator;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Ruleset;
import dev.firstlight.server.access.Caller;
import dev.firstlight.server.access.Role;
import dev.firstlight.server.platform.Ids;
import dev.firstlight.server.platform.Json;
import dev.firstlight.server.ruleset.PublishedRuleset;
import dev.firstlight.server.ruleset.RulesetPublisher;
import dev.firstlight.wire.Canonical;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Evaluates for a key: with a server key every flag, with a client key those that browsers may see. */
@ApplicationScoped
class Ofrep {

    private final RulesetPublisher publisher;

    Ofrep(RulesetPublisher publisher) {
        this.publisher = publisher;
    }

    /**
     * All flags for one context.
     *
     * @param tag of the context and of the configuration: the same tag means the same values
     */
    record Bulk(String tag, ObjectNode body) {}

    /** One flag's answer; null where the key's holder has no such flag. */
    Uni<@Nullable ObjectNode> evaluate(Caller caller, String key, Context context) {
        return publisher.require(caller.requireEnvironment()).map(published -> {
            Ruleset ruleset = published.ruleset();
            return sees(caller, ruleset, key) ? answer(ruleset, key, context) : null;
        });
    }

    Uni<Bulk> evaluateAll(Caller caller, Context context) {
        return publisher.require(caller.requireEnvironment()).map(published -> {
            Ruleset ruleset = published.ruleset();
            ObjectNode body = Json.object();
            ArrayNode flags = body.putArray("flags");
            for (String key : new TreeSet<>(ruleset.flagKeys())) {
                if (sees(caller, ruleset, key)) {
                    flags.add(answer(ruleset, key, context));
                }
            }
            body.putObject("metadata").put("revision", ruleset.revision());
            return new Bulk(tag(caller, published, context), body);
        });
    }

    private static ObjectNode answer(Ruleset ruleset, String key, Context context) {
        Evaluation evaluation = Evaluator.evaluate(ruleset, key, context, null);
        return OfrepAnswers.of(key, ruleset.flag(key), evaluation);
    }

    private static boolean sees(Caller caller, Ruleset ruleset, String key) {
        if (!ruleset.flagKeys().contains(key)) {
            return false;
        }
        FlagSpec flag = ruleset.flag(key);
        return caller.permissions().contains(Role.SDK_SERVER) || (flag != null && flag.clientVisible());
    }

    /** A provider keeps its tag when attributes change, so the tag must change with them. */
    private static String tag(Caller caller, PublishedRuleset published, Context context) {
        String asked = published.position()
                + caller.permissions()
                + Canonical.text(dev.firstlight.wire.Json.node(context.asMap()));
        return '"' + published.position() + "-" + Ids.hash(asked).substring(0, 16) + '"';
    }
}
