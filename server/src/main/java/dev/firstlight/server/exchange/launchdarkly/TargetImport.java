package dev.firstlight.server.exchange.launchdarkly;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.Condition;
import dev.firstlight.core.Problem;
import dev.firstlight.core.Rule;
import dev.firstlight.core.Serve;
import dev.firstlight.core.Target;
import dev.firstlight.server.exchange.Conditions;
import dev.firstlight.server.exchange.Variants;
import java.util.ArrayList;
import java.util.List;

/**
 * What a flag's targets become. Targets here are targeting keys, so users: those of other kinds become rules before all
 * others, and so do the users that come after one of them, for the order decides where a context is of several kinds.
 */
final class TargetImport {

    final List<Target> targets = new ArrayList<>();
    final List<Rule> rules = new ArrayList<>();

    private final Variants variations;

    TargetImport(Variants variations) {
        this.variations = variations;
    }

    void read(JsonNode flag, String pointer) {
        JsonNode ofUsers = flag.path("targets");
        JsonNode ofKinds = flag.path("contextTargets");
        for (int i = 0; i < ofUsers.size(); i++) {
            String variant =
                    variations.at(ofUsers.get(i).path("variation"), Problem.at(pointer + "/targets", i) + "/variation");
            if (ofKinds.isEmpty()) {
                targets.add(new Target(variant, texts(ofUsers.get(i).path("values"))));
            }
        }
        for (int i = 0; i < ofKinds.size(); i++) {
            String at = Problem.at(pointer + "/contextTargets", i);
            JsonNode target = ofKinds.get(i);
            String kind = AttributeReference.kind(target.path("contextKind"));
            String variant = variations.at(target.path("variation"), at + "/variation");
            JsonNode values = kind.equals(Kinds.USER) ? users(ofUsers, target) : target.path("values");
            add(kind, variant, texts(values), at);
        }
    }

    /** A user's entry only says where the users of the same variation have their turn. */
    static JsonNode users(JsonNode ofUsers, JsonNode placeholder) {
        for (JsonNode target : ofUsers) {
            if (target.path("variation").asInt()
                    == placeholder.path("variation").asInt()) {
                return target.path("values");
            }
        }
        return placeholder.path("none");
    }

    private void add(String kind, String variant, List<String> keys, String pointer) {
        if (keys.isEmpty()) {
            return;
        }
        if (kind.equals(Kinds.USER) && rules.isEmpty()) {
            targets.add(new Target(variant, keys));
            return;
        }
        Condition listed = Conditions.leaf(AttributeReference.key(kind).path(pointer + "/contextKind"), "in", keys);
        rules.add(
                new Rule("target-" + rules.size(), "A target of the kind " + kind, listed, new Serve.Variant(variant)));
    }

    static List<String> texts(JsonNode values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(value.asText()));
        return texts;
    }
}
