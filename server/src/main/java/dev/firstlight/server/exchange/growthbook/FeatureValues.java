package dev.firstlight.server.exchange.growthbook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.firstlight.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * All values that a feature can have, each once: the default first, then in the order of the rules.
 *
 * @param values as they stand in the document
 */
record FeatureValues(List<JsonNode> values) {

    static FeatureValues of(JsonNode feature) {
        FeatureValues all = new FeatureValues(new ArrayList<>());
        all.add(feature.path("defaultValue"));
        for (JsonNode rule : feature.path("rules")) {
            if (rule.has("force")) {
                all.add(rule.path("force"));
            } else {
                rule.path("variations").forEach(all::add);
            }
        }
        return all;
    }

    private void add(JsonNode value) {
        if (!JsValue.missing(value) && index(value) < 0) {
            values.add(value);
        }
    }

    /** Where a value stands; −1 where it does not. */
    int index(JsonNode value) {
        for (int i = 0; i < values.size(); i++) {
            if (Objects.equals(Json.value(values.get(i)), Json.value(value))) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a feature's value is one that a condition on the feature wants. */
    static boolean satisfies(JsonNode value, JsonNode condition) {
        return new ForeignCondition(MissingNode.getInstance())
                .holds(Json.object().set("value", JsValue.missing(value) ? NullNode.getInstance() : value), condition);
    }
}
