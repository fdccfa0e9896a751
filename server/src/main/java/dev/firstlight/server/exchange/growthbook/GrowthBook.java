package dev.firstlight.server.exchange.growthbook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.firstlight.core.Context;
import dev.firstlight.server.exchange.Foreign;
import dev.firstlight.server.exchange.Source;
import dev.firstlight.server.exchange.Variants;
import dev.firstlight.wire.Json;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** GrowthBook's features by GrowthBook's rules. A context is the object of its attributes. */
public final class GrowthBook implements Foreign {

    /** A feature whose prerequisites go round in a circle. */
    private static final class Circle extends RuntimeException {
        private static final long serialVersionUID = 1;

        Circle() {
            super("prerequisites go round in a circle", null, false, false);
        }
    }

    private static final JsonNode NOTHING = NullNode.getInstance();

    private final JsonNode features;
    private final ForeignCondition conditions;

    /**
     * The document.
     *
     * @param document {@code {"features": …, "savedGroups": …}}
     */
    public GrowthBook(JsonNode document) {
        this.features = document.path("features");
        this.conditions = new ForeignCondition(document.path("savedGroups"));
    }

    /** Reads a document, to be imported and held against what it was. */
    public static Source read(JsonNode document) {
        return new Source(
                GrowthBookImport.read(document),
                new GrowthBook(document),
                new GrowthBookContexts(document),
                Source.names(document.path("features")));
    }

    @Override
    public Answer evaluate(String flag, JsonNode foreignContext) {
        try {
            JsonNode value = value(flag, foreignContext, new ArrayDeque<>());
            return JsValue.missing(value)
                    ? new Answer(null, null)
                    : new Answer(
                            Variants.name(FeatureValues.of(features.path(flag)).index(value)), value);
        } catch (Circle e) {
            return new Answer(null, null);
        }
    }

    /** The attributes as they are, and the attribute {@code id} as the targeting key too. */
    @Override
    public Context context(JsonNode foreignContext) {
        Context context = Context.empty();
        for (Map.Entry<String, JsonNode> attribute : foreignContext.properties()) {
            context = context.with(attribute.getKey(), Json.value(attribute.getValue()));
        }
        String id = unit(foreignContext, Placement.ID);
        return id == null ? context : context.with(Context.TARGETING_KEY, id);
    }

    private JsonNode value(String key, JsonNode attributes, Deque<String> path) {
        if (path.contains(key)) {
            throw new Circle();
        }
        JsonNode feature = features.path(key);
        path.push(key);
        for (JsonNode rule : feature.path("rules")) {
            JsonNode parent = failing(rule, attributes, path);
            if (parent.path("gate").asBoolean()) {
                path.pop();
                return NOTHING;
            }
            JsonNode served = parent.isMissingNode() ? served(key, rule, attributes) : MissingNode.getInstance();
            if (!served.isMissingNode()) {
                path.pop();
                return served;
            }
        }
        path.pop();
        return feature.path("defaultValue");
    }

    /** The first condition on another feature that does not hold, a missing node where all do. */
    private JsonNode failing(JsonNode rule, JsonNode attributes, Deque<String> path) {
        for (JsonNode parent : rule.path("parentConditions")) {
            JsonNode value = value(parent.path("id").asText(), attributes, path);
            if (!FeatureValues.satisfies(value, parent.path("condition"))) {
                return parent;
            }
        }
        return MissingNode.getInstance();
    }

    private JsonNode served(String key, JsonNode rule, JsonNode attributes) {
        JsonNode none = MissingNode.getInstance();
        boolean filtered = ForeignCondition.some(rule.path("filters"), filter -> !Placement.ofFilter(filter)
                .holds(unit(attributes, filter, "attribute")));
        if (filtered || !conditions.holds(attributes, rule.path("condition"))) {
            return none;
        }
        String unit = unit(attributes, rule, "hashAttribute");
        Placement placement = Placement.of(key, rule);
        if (rule.has("force")) {
            return Placement.everybody(rule) || placement.holds(unit) ? rule.path("force") : none;
        }
        boolean excluded =
                Placement.hasNamespace(rule) && (unit == null || !Allotment.inNamespace(unit, rule.path("namespace")));
        int chosen = excluded || unit == null ? Placement.NOBODY : placement.choice(unit);
        return chosen == Placement.NOBODY ? none : rule.path("variations").path(chosen);
    }

    /** Null where the attribute is not there, empty, 0 or false. */
    private static @Nullable String unit(JsonNode attributes, JsonNode of, String name) {
        return unit(attributes, Placement.attribute(of.path(name)));
    }

    private static @Nullable String unit(JsonNode attributes, String attribute) {
        JsonNode whole = attributes.path(attribute);
        JsonNode value = whole.isMissingNode() ? ForeignCondition.path(attributes, attribute) : whole;
        return JsValue.truthy(value) ? JsValue.text(value) : null;
    }
}
