package dev.firstlight.server.exchange.unleash;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.Condition;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Prerequisite;
import dev.firstlight.core.Problem;
import dev.firstlight.core.Rule;
import dev.firstlight.core.Serve;
import dev.firstlight.server.exchange.Conditions;
import dev.firstlight.server.exchange.KeyName;
import dev.firstlight.server.exchange.Refused;
import dev.firstlight.server.exchange.Remarks;
import dev.firstlight.wire.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one feature becomes: a rule for each strategy, tried in order. */
final class FeatureImport {

    private final UnleashState state;
    private final JsonNode feature;
    private final String pointer;
    private final Remarks remarks;
    private final StrategyImport strategies;
    private final Outcomes outcomes;
    private final VariantImport variants;
    private final List<Rule> rules = new ArrayList<>();
    private @Nullable Serve otherwise;

    FeatureImport(UnleashState state, UnleashState.Found found, Fields fields, Remarks remarks) {
        this.state = state;
        this.feature = found.node();
        this.pointer = found.pointer();
        this.remarks = remarks;
        this.strategies = new StrategyImport(state.segments(), fields, remarks);
        this.outcomes = new Outcomes(feature);
        this.variants = new VariantImport(outcomes, remarks);
    }

    FlagSpec read() {
        List<Prerequisite> prerequisites = prerequisites();
        JsonNode listed = feature.path("strategies");
        boolean on = feature.path("enabled").asBoolean() && prerequisites != null && listed.isArray();
        if (listed.isEmpty()) {
            served(Conditions.ALWAYS, Json.object(), pointer, "all", null);
        }
        for (int i = 0; i < listed.size() && otherwise == null; i++) {
            JsonNode strategy = listed.get(i);
            String at = Problem.at(pointer + "/strategies", i);
            Condition who = strategies.read(strategy, at);
            if (!who.equals(Conditions.NEVER)) {
                String title = strategy.path("title").asText("");
                served(who, strategy, at, "strategy-" + (i + 1), title.isEmpty() ? null : title);
            }
        }
        return new FlagSpec(
                outcomes.type(),
                outcomes.values(),
                feature.path("name").asText(),
                on,
                Outcomes.OFF,
                false,
                prerequisites == null ? List.of() : prerequisites,
                List.of(),
                rules,
                otherwise == null ? new Serve.Variant(Outcomes.OFF) : otherwise,
                null);
    }

    /** What those get for whom a strategy holds: one of its variants, else of the feature's. */
    private void served(Condition who, JsonNode strategy, String at, String id, @Nullable String note) {
        List<Rule> found = new ArrayList<>();
        boolean own = !strategy.path("variants").isEmpty();
        JsonNode choice = (own ? strategy : feature).path("variants");
        JsonNode parameters = UnleashState.parameters(strategy);
        String sticky = choice.path(0).path("stickiness").asText("");
        boolean inherits = own && sticky.isEmpty();
        variants.add(
                choice,
                own ? group(parameters, at) : feature.path("name").asText(),
                Stickiness.ofVariants(inherits ? parameters.path("stickiness").asText("") : sticky),
                (own ? at : pointer) + "/variants",
                (when, serve) -> {
                    String rule = found.isEmpty() ? id : id + "-" + (found.size() + 1);
                    found.add(new Rule(rule, note, both(who, when), serve));
                });
        Rule last = found.get(found.size() - 1);
        if (last.when().equals(Conditions.ALWAYS)) {
            found.remove(last);
            otherwise = last.serve();
        }
        rules.addAll(found);
    }

    private static String group(JsonNode parameters, String at) {
        String group = parameters.path("groupId").asText("");
        if (group.isEmpty()) {
            throw new Refused(
                    at + "/parameters", "SDKs choose variants differently where there is no 'groupId'; write one.");
        }
        return group;
    }

    private static Condition both(Condition who, Condition when) {
        if (who.equals(Conditions.ALWAYS)) {
            return when;
        }
        return when.equals(Conditions.ALWAYS) ? who : new Condition.All(List.of(who, when));
    }

    /** Null where they can never be met. */
    private @Nullable List<Prerequisite> prerequisites() {
        List<Prerequisite> prerequisites = new ArrayList<>();
        JsonNode dependencies = feature.path("dependencies");
        for (int i = 0; i < dependencies.size(); i++) {
            String parent = dependencies.get(i).path("feature").asText();
            UnleashState.Found found = state.features().get(parent);
            String at = Problem.at(pointer + "/dependencies", i);
            if (found == null || found.dependent()) {
                remarks.differs(
                        at,
                        found == null
                                ? "There is no feature '" + parent + "', so this one is off there; it is off here too."
                                : "SDKs take a parent that has parents itself as off, so this feature is off there; it "
                                        + "is off here too.");
                return null;
            }
            if (!dependencies.get(i).path("enabled").asBoolean(true)) {
                boolean off = !found.node().path("enabled").asBoolean()
                        || !found.node().path("strategies").isArray();
                remarks.differs(at, whereOff(parent, off));
                if (off) {
                    continue;
                }
            }
            List<String> wanted = wanted(dependencies.get(i), new Outcomes(found.node()));
            if (wanted.isEmpty()) {
                return null;
            }
            prerequisites.add(new Prerequisite(KeyName.of(parent), wanted));
        }
        return prerequisites;
    }

    /** A prerequisite is met by a flag that is enabled and serves something, be it off. */
    private static String whereOff(String parent, boolean off) {
        return off
                ? "It is on while '" + parent
                        + "' is off, which that is; here it does not depend on it, so it stays on " + "when '" + parent
                        + "' is turned on."
                : "It is on where '" + parent + "' serves off; disabling '" + parent
                        + "' turns this one off here, and on there. Let that serve off by default instead.";
    }

    private static List<String> wanted(JsonNode dependency, Outcomes parent) {
        if (!dependency.path("enabled").asBoolean(true)) {
            return List.of(Outcomes.OFF);
        }
        if (dependency.path("variants").isEmpty()) {
            return parent.enabled();
        }
        List<String> wanted = new ArrayList<>();
        dependency.path("variants").forEach(name -> wanted.addAll(parent.called(name.asText())));
        return wanted;
    }
}
