package dev.firstlight.server.exchange.launchdarkly;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.Context;
import dev.firstlight.server.exchange.Foreign;
import dev.firstlight.server.exchange.Refused;
import dev.firstlight.server.exchange.Source;
import dev.firstlight.server.exchange.Variants;
import java.util.ArrayDeque;
import java.util.Deque;

/** LaunchDarkly's flags by LaunchDarkly's rules. */
public final class LaunchDarkly implements Foreign {

    /** Something malformed on the way of an evaluation that ends it, also where it stands in a prerequisite. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    private static final Answer FALLBACK = new Answer(null, null);
    private static final int NONE = -1;

    private final JsonNode flags;
    private final ForeignClauses clauses;
    private final Listed listed = new Listed();

    /**
     * The document.
     *
     * @param document {@code {"flags": …, "segments": …}}
     */
    public LaunchDarkly(JsonNode document) {
        this.flags = document.path("flags");
        this.clauses = new ForeignClauses(document.path("segments"), listed);
    }

    /** Reads a document, to be imported and held against what it was. */
    public static Source read(JsonNode document) {
        return new Source(
                LaunchDarklyImport.read(document),
                new LaunchDarkly(document),
                new LaunchDarklyContexts(document),
                Source.names(document.path("flags")));
    }

    @Override
    public Answer evaluate(String flag, JsonNode foreignContext) {
        JsonNode found = flags.path(flag);
        if (!found.isObject() || found.path("deleted").asBoolean()) {
            return FALLBACK;
        }
        try {
            int variation = variation(flag, found, Kinds.of(foreignContext), new ArrayDeque<>());
            return variation == NONE
                    ? FALLBACK
                    : new Answer(
                            Variants.name(variation), found.path("variations").get(variation));
        } catch (Malformed | Refused e) {
            return FALLBACK;
        }
    }

    @Override
    public Context context(JsonNode foreignContext) {
        return Kinds.of(foreignContext).context();
    }

    private int variation(String key, JsonNode flag, Kinds context, Deque<String> path) {
        if (!flag.path("on").asBoolean() || !prerequisites(key, flag, context, path)) {
            JsonNode off = flag.path("offVariation");
            return off.isMissingNode() || off.isNull() ? NONE : checked(flag, off);
        }
        JsonNode target = target(flag, context);
        if (!target.isMissingNode()) {
            return checked(flag, target.path("variation"));
        }
        for (JsonNode rule : flag.path("rules")) {
            if (clauses.all(rule, context, new ArrayDeque<>())) {
                return served(key, flag, rule, context);
            }
        }
        return served(key, flag, flag.path("fallthrough"), context);
    }

    private boolean prerequisites(String key, JsonNode flag, Kinds context, Deque<String> path) {
        path.push(key);
        for (JsonNode prerequisite : flag.path("prerequisites")) {
            String otherKey = prerequisite.path("key").asText();
            if (path.contains(otherKey)) {
                throw new Malformed("prerequisites go round in a circle");
            }
            JsonNode other = flags.path(otherKey);
            boolean holds = other.path("on").asBoolean()
                    && !other.path("deleted").asBoolean()
                    && prerequisite.path("variation").asInt(NONE - 1) == variation(otherKey, other, context, path);
            if (!holds) {
                path.pop();
                return false;
            }
        }
        path.pop();
        return true;
    }

    private JsonNode target(JsonNode flag, Kinds context) {
        JsonNode ofUsers = flag.path("targets");
        JsonNode ofKinds = flag.path("contextTargets");
        for (JsonNode target : ofKinds.isEmpty() ? ofUsers : ofKinds) {
            String kind = AttributeReference.kind(target.path("contextKind"));
            JsonNode values = !ofKinds.isEmpty() && kind.equals(Kinds.USER)
                    ? TargetImport.users(ofUsers, target)
                    : target.path("values");
            if (listed.in(values, context.key(kind))) {
                return target;
            }
        }
        return flag.path("");
    }

    private static int served(String key, JsonNode flag, JsonNode variationOrRollout, Kinds context) {
        JsonNode variation = variationOrRollout.path("variation");
        if (!variation.isMissingNode() && !variation.isNull()) {
            return checked(flag, variation);
        }
        JsonNode rollout = variationOrRollout.path("rollout");
        if (rollout.path("variations").isEmpty()) {
            return NONE;
        }
        double bucket = ForeignBucket.of(rollout, key, flag.path("salt").asText(""), context);
        double sum = 0;
        JsonNode last = rollout;
        for (JsonNode weighted : rollout.path("variations")) {
            last = weighted.path("variation");
            sum += weighted.path("weight").asInt();
            if (bucket < sum / ForeignBucket.WEIGHTS) {
                break;
            }
        }
        return checked(flag, last);
    }

    private static int checked(JsonNode flag, JsonNode variation) {
        int index = variation.asInt(NONE);
        return index < flag.path("variations").size() ? Math.max(index, NONE) : NONE;
    }
}
