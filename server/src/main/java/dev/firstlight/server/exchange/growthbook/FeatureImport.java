package dev.firstlight.server.exchange.growthbook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.Condition;
import dev.firstlight.core.Prerequisite;
import dev.firstlight.core.Problem;
import dev.firstlight.core.Rule;
import dev.firstlight.core.Serve;
import dev.firstlight.server.exchange.Refused;
import dev.firstlight.server.exchange.Remarks;
import dev.firstlight.server.exchange.Variants;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the rules of one feature become. */
final class FeatureImport {

    private final String key;
    private final JsonNode feature;
    private final String pointer;
    private final Remarks remarks;
    private final Parents parents;
    private final ConditionImport conditions;
    private final FeatureValues values;
    private final Variants variants;
    private final List<Rule> steps = new ArrayList<>();
    private final Set<String> gates = new HashSet<>();
    private final Map<String, Prerequisite> prerequisites = new LinkedHashMap<>();
    private final Set<String> ids = new HashSet<>();

    FeatureImport(String key, JsonNode feature, String pointer, JsonNode groups, Parents parents, Remarks remarks) {
        this.key = key;
        this.feature = feature;
        this.pointer = pointer;
        this.remarks = remarks;
        this.parents = parents;
        this.conditions = new ConditionImport(groups, remarks);
        this.values = FeatureValues.of(feature);
        this.variants = Variants.of(values.values());
    }

    Feature read() {
        if (JsValue.missing(feature.path("defaultValue"))) {
            throw new Refused(
                    pointer + "/defaultValue",
                    "Without a default value callers get their fallback; give the feature one.");
        }
        JsonNode rules = feature.path("rules");
        for (int i = 0; i < rules.size(); i++) {
            rule(rules.get(i), i, Problem.at(pointer + "/rules", i));
        }
        add("default", new Condition.All(List.of()), new Serve.Variant(Variants.name(0)));
        return new Feature(values, variants, List.copyOf(steps), gates, prerequisites);
    }

    private void rule(JsonNode rule, int index, String at) {
        List<Condition> when = parents(rule, index, at);
        if (Placement.hasNamespace(rule) && !rule.has("force")) {
            when.add(Placement.ofNamespace(rule).among());
        }
        for (JsonNode filter : rule.path("filters")) {
            when.add(Placement.ofFilter(filter).among());
        }
        if (!rule.path("condition").isEmpty()) {
            when.add(conditions.read(rule.path("condition"), at + "/condition"));
        }
        if (rule.has("fallbackAttribute") || rule.path("minBucketVersion").asInt() > 0) {
            remarks.differs(
                    at,
                    "Buckets do not stick here: a unit that GrowthBook remembers in another bucket, or under its "
                            + "fallback attribute, is placed by its hash; bring those in as targets if it matters.");
        }
        String id = rule.path("id").asText("");
        new RuleServe(key, rule, at, values)
                .add(
                        when,
                        (condition, serve) ->
                                add(id.isEmpty() || ids.contains(id) ? "rule-" + index : id, condition, serve));
    }

    /** The conditions on other features that let a rule be tried; a gate ends the evaluation where it does not hold. */
    private List<Condition> parents(JsonNode rule, int index, String at) {
        List<Condition> hold = new ArrayList<>();
        JsonNode all = rule.path("parentConditions");
        for (int i = 0; i < all.size(); i++) {
            Parents.Held held = parents.holds(all.get(i), Problem.at(at + "/parentConditions", i));
            if (!all.get(i).path("gate").asBoolean()) {
                hold.add(held.condition());
                continue;
            }
            if (Feature.isAlways(held.condition())) {
                continue;
            }
            remarks.differs(
                    Problem.at(at + "/parentConditions", i),
                    "Where the prerequisite does not hold, GrowthBook serves the caller's fallback and Firstlight the "
                            + "off variant; choose the off variant that callers expect.");
            List<Condition> blocked = new ArrayList<>(hold);
            blocked.add(new Condition.Not(held.condition()));
            String id = add("gate-" + index + "-" + i, new Condition.All(blocked), new Serve.Variant(off(variants)));
            if (held.prerequisite() != null && hold.isEmpty() && prerequisites.size() == steps.size() - 1) {
                prerequisites.put(id, held.prerequisite());
            }
            gates.add(id);
        }
        return hold;
    }

    private String add(String id, Condition when, Serve serve) {
        String unique = id;
        for (int i = 2; !ids.add(unique); i++) {
            unique = id + '-' + i;
        }
        steps.add(new Rule(unique, null, when, serve));
        return unique;
    }

    /** False where the feature has that, else the default. */
    static String off(Variants variants) {
        return variants.values().entrySet().stream()
                .filter(variant -> variant.getValue().equals(false))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(Variants.name(0));
    }
}
