package dev.firstlight.server.exchange.growthbook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.firstlight.core.Condition;
import dev.firstlight.core.Prerequisite;
import dev.firstlight.core.Problem;
import dev.firstlight.server.exchange.Conditions;
import dev.firstlight.server.exchange.KeyName;
import dev.firstlight.server.exchange.Refused;
import dev.firstlight.server.exchange.Remarks;
import dev.firstlight.server.exchange.Variants;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Features that rules of others depend on. A rule here cannot ask for another flag's value, so it asks for what that
 * value comes from: the other's rules, as a condition.
 */
final class Parents {

    private final JsonNode features;
    private final JsonNode groups;
    private final Deque<String> path = new ArrayDeque<>();

    Parents(JsonNode document) {
        this.features = document.path("features");
        this.groups = document.path("savedGroups");
    }

    /** A feature by itself. */
    Feature feature(String key, Remarks remarks) {
        String pointer = Problem.at("/features", key);
        if (path.contains(key)) {
            throw new Refused(pointer, "Its prerequisites lead round in a circle; remove one of them.");
        }
        path.push(key);
        try {
            return new FeatureImport(key, features.path(key), pointer, groups, this, remarks).read();
        } finally {
            path.pop();
        }
    }

    /**
     * That a feature's value is as a rule wants it.
     *
     * @param condition where it is so
     * @param prerequisite the same, for a whole flag; null where a prerequisite cannot say it
     */
    record Held(Condition condition, @Nullable Prerequisite prerequisite) {}

    Held holds(JsonNode parentCondition, String pointer) {
        String key = parentCondition.path("id").asText();
        JsonNode wanted = parentCondition.path("condition");
        boolean nothingToo = FeatureValues.satisfies(MissingNode.getInstance(), wanted);
        if (!features.path(key).isObject()) {
            return new Held(nothingToo ? new Condition.All(List.of()) : Conditions.NEVER, null);
        }
        Feature feature;
        try {
            feature = feature(key, new Remarks(null));
        } catch (Refused refused) {
            throw new Refused(pointer, "It depends on '" + key + "', which cannot be imported: " + refused.sentence());
        }
        Set<String> variants = new LinkedHashSet<>();
        for (int i = 0; i < feature.values().values().size(); i++) {
            if (FeatureValues.satisfies(feature.values().values().get(i), wanted)) {
                variants.add(Variants.name(i));
            }
        }
        boolean sayable = !variants.isEmpty() && !feature.mayBeNothing();
        return new Held(
                feature.serves(variants, nothingToo),
                sayable ? new Prerequisite(KeyName.of(key), List.copyOf(variants)) : null);
    }
}
