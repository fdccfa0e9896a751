package dev.firstlight.server.exchange.unleash;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.Context;
import dev.firstlight.server.exchange.Foreign;
import dev.firstlight.server.exchange.Source;

/** Unleash's features by Unleash's rules, as its SDK for Node.js has them. A context has that SDK's form. */
public final class Unleash implements Foreign {

    private final UnleashState state;
    private final Fields fields;
    private final ForeignConstraints constraints;
    private final ForeignStrategies strategies;

    /** The document: {@code {"features", "segments"}}, or the events that lead there. */
    public Unleash(JsonNode document) {
        this(UnleashState.of(document));
    }

    private Unleash(UnleashState state) {
        this.state = state;
        this.fields = new Fields(state);
        this.constraints = new ForeignConstraints(fields);
        this.strategies = new ForeignStrategies(fields);
    }

    /** Reads a document, to be imported and held against what it was. */
    public static Source read(JsonNode document) {
        UnleashState state = UnleashState.of(document);
        return new Source(UnleashImport.read(state), new Unleash(state), new UnleashContexts(state), state.names());
    }

    @Override
    public Answer evaluate(String flag, JsonNode foreignContext) {
        UnleashState.Found found = state.features().get(flag);
        if (found == null) {
            return new Answer(null, null);
        }
        try {
            Outcomes outcomes = new Outcomes(found.node());
            String outcome = outcome(found, outcomes, foreignContext);
            return new Answer(outcome, outcomes.value(outcome));
        } catch (ForeignStrategies.Lots lots) {
            return Answer.LOTS;
        }
    }

    private String outcome(UnleashState.Found found, Outcomes outcomes, JsonNode context) {
        JsonNode feature = found.node();
        if (!found.on()
                || !dependencies(feature, context)
                || !feature.path("strategies").isArray()) {
            return Outcomes.OFF;
        }
        String variants = "variants";
        String name = feature.path("name").asText();
        if (feature.path("strategies").isEmpty()) {
            return chosen(feature.path(variants), name, "", outcomes, context);
        }
        for (JsonNode strategy : feature.path("strategies")) {
            if (constrained(strategy, context) && strategies.holds(strategy, context)) {
                JsonNode parameters = UnleashState.parameters(strategy);
                return strategy.path(variants).isEmpty()
                        ? chosen(feature.path(variants), name, "", outcomes, context)
                        : chosen(
                                strategy.path(variants),
                                parameters.path("groupId").asText(),
                                parameters.path("stickiness").asText(""),
                                outcomes,
                                context);
            }
        }
        return Outcomes.OFF;
    }

    private String chosen(JsonNode variants, String salt, String inherited, Outcomes outcomes, JsonNode context) {
        String own = variants.path(0).path("stickiness").asText("");
        JsonNode variant = strategies.variant(variants, salt, own.isEmpty() ? inherited : own, context);
        return variant == null ? Outcomes.ON : outcomes.name(variant);
    }

    private boolean constrained(JsonNode strategy, JsonNode context) {
        if (!constraints.all(strategy.path("constraints"), context)) {
            return false;
        }
        for (JsonNode id : strategy.path("segments")) {
            UnleashState.Found segment = state.segments().get(id.asText());
            if (segment == null || !constraints.all(segment.node().path("constraints"), context)) {
                return false;
            }
        }
        return true;
    }

    private boolean dependencies(JsonNode feature, JsonNode context) {
        for (JsonNode dependency : feature.path("dependencies")) {
            UnleashState.Found parent =
                    state.features().get(dependency.path("feature").asText());
            if (parent == null || parent.dependent()) {
                return false;
            }
            Outcomes outcomes = new Outcomes(parent.node());
            String outcome = outcome(parent, outcomes, context);
            boolean enabled = !outcome.equals(Outcomes.OFF);
            if (enabled != dependency.path("enabled").asBoolean(true)) {
                return false;
            }
            if (enabled && !dependency.path("variants").isEmpty()) {
                String name = outcomes.value(outcome).path("variant").asText("disabled");
                boolean wanted = false;
                for (JsonNode each : dependency.path("variants")) {
                    wanted |= each.asText().equals(name);
                }
                if (!wanted) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public Context context(JsonNode foreignContext) {
        return fields.context(foreignContext);
    }
}
