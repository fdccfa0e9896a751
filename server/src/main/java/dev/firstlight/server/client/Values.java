package dev.firstlight.server.client;

import dev.firstlight.core.Context;
import dev.firstlight.core.Evaluator;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Ruleset;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The values of flags that browsers may see. Rules never leave the server. */
final class Values {

    private Values() {}

    /** All for a context. */
    static ClientAnswers all(Ruleset ruleset, Context context) {
        Map<String, ClientAnswer> flags = new TreeMap<>();
        for (Map.Entry<String, FlagSpec> each : ruleset.spec().flags().entrySet()) {
            ClientAnswer answer = of(ruleset, each.getKey(), context);
            if (answer != null) {
                flags.put(each.getKey(), answer);
            }
        }
        return new ClientAnswers(ruleset.epoch(), ruleset.revision(), flags);
    }

    /** Of some flags those that answer a context otherwise than before; null for one that answers no more. */
    static Map<String, @Nullable ClientAnswer> changed(
            Ruleset before, Ruleset now, Collection<String> flags, Context context) {
        Map<String, @Nullable ClientAnswer> changed = new TreeMap<>();
        for (String key : flags) {
            ClientAnswer answer = of(now, key, context);
            if (!java.util.Objects.equals(of(before, key, context), answer)) {
                changed.put(key, answer);
            }
        }
        return changed;
    }

    private static @Nullable ClientAnswer of(Ruleset ruleset, String key, Context context) {
        FlagSpec flag = ruleset.flag(key);
        return flag == null || !flag.clientVisible()
                ? null
                : ClientAnswer.of(Evaluator.evaluate(ruleset, key, context, null));
    }
}
