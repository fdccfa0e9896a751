package dev.firstlight.server.exchange.growthbook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.Condition;
import dev.firstlight.core.Problem;
import dev.firstlight.server.exchange.Conditions;
import dev.firstlight.server.exchange.Refused;
import dev.firstlight.server.exchange.Remarks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What GrowthBook's conditions become. */
final class ConditionImport {

    private final OperatorImport operators;

    /**
     * An import of conditions.
     *
     * @param groups the saved groups, lists by name
     */
    ConditionImport(JsonNode groups, Remarks remarks) {
        this.operators = new OperatorImport(groups, remarks);
    }

    Condition read(JsonNode condition, String pointer) {
        List<Condition> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> part : condition.properties()) {
            String at = Problem.at(pointer, part.getKey());
            JsonNode value = part.getValue();
            all.add(
                    switch (part.getKey()) {
                        case "$or" -> or(value, at);
                        case "$nor" -> Conditions.not(or(value, at));
                        case "$and" -> Conditions.all(each(value, at));
                        case "$not" -> Conditions.not(read(value, at));
                        default -> attribute(part.getKey(), value, at);
                    });
        }
        return Conditions.all(all);
    }

    /** None of no conditions holds; GrowthBook takes it as true. */
    private Condition or(JsonNode conditions, String pointer) {
        return conditions.isEmpty() ? new Condition.All(List.of()) : Conditions.any(each(conditions, pointer));
    }

    private List<Condition> each(JsonNode conditions, String pointer) {
        if (!conditions.isArray()) {
            throw new Refused(pointer, "This is a list of conditions in such a document.");
        }
        List<Condition> each = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) {
            each.add(read(conditions.get(i), Problem.at(pointer, i)));
        }
        return each;
    }

    private Condition attribute(String path, JsonNode value, String pointer) {
        if (path.isEmpty() || path.startsWith("$")) {
            throw new Refused(pointer, "'" + path + "' is no attribute's name; correct the condition.");
        }
        return operators.value(path, value, pointer);
    }
}
