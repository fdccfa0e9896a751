package dev.firstlight.server.exchange.growthbook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.Condition;
import dev.firstlight.core.Range;
import dev.firstlight.core.Serve;
import dev.firstlight.server.exchange.Conditions;
import dev.firstlight.server.exchange.Refused;
import dev.firstlight.server.exchange.Variants;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** What a rule serves, and to whom besides its conditions: a forced value, or the variations of an experiment. */
final class RuleServe {

    private final String key;
    private final JsonNode rule;
    private final String pointer;
    private final FeatureValues values;

    RuleServe(String key, JsonNode rule, String pointer, FeatureValues values) {
        this.key = key;
        this.rule = rule;
        this.pointer = pointer;
        this.values = values;
    }

    /**
     * Adds the rule, unless nobody is served by it.
     *
     * @param when what must hold besides
     */
    void add(List<Condition> when, BiConsumer<Condition, Serve> rules) {
        List<Condition> all = new ArrayList<>(when);
        if (rule.has("force")) {
            String variant = variant(rule.path("force"), pointer + "/force");
            if (!Placement.everybody(rule)) {
                all.add(Placement.of(key, rule).among());
            }
            accept(all, new Serve.Variant(variant), rules);
        } else if (rule.path("variations").size() > 1) {
            Placement placement = Placement.of(key, rule);
            List<Range> ranges = ranges(placement);
            if (!ranges.isEmpty()) {
                all.add(placement.among());
                accept(
                        all,
                        new Serve.Split(placement.attribute(), placement.hash(), placement.seed(), List.of(), ranges),
                        rules);
            }
        }
    }

    private static void accept(List<Condition> all, Serve serve, BiConsumer<Condition, Serve> rules) {
        if (!all.contains(Conditions.NEVER)) {
            rules.accept(Conditions.all(all), serve);
        }
    }

    /** A gap goes to the variation before it; the rule's condition keeps units in gaps away. */
    private List<Range> ranges(Placement placement) {
        List<Range> ranges = new ArrayList<>();
        for (Placement.Run run : placement.runs()) {
            boolean gap = run.choice() == Placement.NOBODY;
            if (gap && ranges.isEmpty()) {
                continue;
            }
            String variant = gap
                    ? ranges.get(ranges.size() - 1).variant()
                    : variant(rule.path("variations").path(run.choice()), pointer + "/variations/" + run.choice());
            if (!ranges.isEmpty() && ranges.get(ranges.size() - 1).variant().equals(variant)) {
                ranges.remove(ranges.size() - 1);
            }
            ranges.add(new Range(run.to(), variant));
        }
        return ranges;
    }

    private String variant(JsonNode value, String at) {
        if (JsValue.missing(value)) {
            throw new Refused(at, "For null callers get their fallback; give a value.");
        }
        return Variants.name(values.index(value));
    }
}
