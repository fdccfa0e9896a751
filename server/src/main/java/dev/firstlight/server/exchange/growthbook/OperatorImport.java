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
import java.util.Set;

/** What GrowthBook's operators become. */
final class OperatorImport {

    /** Those that ask one element of a list at a time, as a comparison here does. */
    private static final Set<String> OF_ELEMENTS =
            Set.of("$eq", "$in", "$ini", "$inGroup", "$lt", "$lte", "$gt", "$gte", "$regex", "$regexi");

    private final JsonNode groups;
    private final Remarks remarks;
    private final Comparison comparison;

    OperatorImport(JsonNode groups, Remarks remarks) {
        this.groups = groups;
        this.remarks = remarks;
        this.comparison = new Comparison(remarks);
    }

    /** A plain value, or an object of operators that must all hold. */
    Condition value(String attribute, JsonNode value, String pointer) {
        if (!ForeignCondition.operators(value)) {
            return Equality.with(attribute, value, pointer);
        }
        List<Condition> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> operator : value.properties()) {
            all.add(operator(
                    attribute, operator.getKey(), operator.getValue(), Problem.at(pointer, operator.getKey())));
        }
        return Conditions.all(all);
    }

    private Condition operator(String attribute, String operator, JsonNode value, String pointer) {
        return switch (operator) {
            case "$eq" -> comparison.same(attribute, value);
            case "$ne" -> Conditions.not(comparison.same(attribute, value));
            case "$lt", "$lte", "$gt", "$gte" -> comparison.ordered(attribute, operator, value, pointer);
            case "$veq", "$vlt", "$vlte", "$vgt", "$vgte" -> comparison.version(attribute, operator, value, pointer);
            case "$vne" -> Conditions.not(comparison.version(attribute, "$veq", value, pointer));
            case "$regex" -> comparison.pattern(attribute, value.asText(), pointer);
            case "$regexi" -> comparison.pattern(attribute, "(?i)" + value.asText(), pointer);
            case "$exists" ->
                JsValue.truthy(value) ? Conditions.exists(attribute) : Conditions.not(Conditions.exists(attribute));
            case "$in" -> in(attribute, value, false, pointer);
            case "$ini" -> in(attribute, value, true, pointer);
            // A list that is none makes both an operator and its negation false.
            case "$nin" -> value.isArray() ? Conditions.not(in(attribute, value, false, pointer)) : Conditions.NEVER;
            case "$nini" -> value.isArray() ? Conditions.not(in(attribute, value, true, pointer)) : Conditions.NEVER;
            case "$inGroup" -> in(attribute, groups.path(value.asText()), false, pointer);
            case "$notInGroup" -> Conditions.not(in(attribute, groups.path(value.asText()), false, pointer));
            case "$not" -> Conditions.not(value(attribute, value, pointer));
            case "$all", "$alli" -> all(attribute, value, operator.equals("$alli"), pointer);
            case "$elemMatch" -> element(attribute, value, pointer);
            case "$type" -> type(attribute, value.asText(), pointer);
            case "$size" ->
                throw new Refused(pointer, "How long a list is cannot be asked; send its length as an attribute.");
            default -> {
                remarks.differs(
                        pointer,
                        "No context satisfies the operator '" + operator
                                + "', as in an SDK that does not know it; write the rule anew if yours does.");
                yield Conditions.NEVER;
            }
        };
    }

    private Condition in(String attribute, JsonNode values, boolean ignoreCase, String pointer) {
        if (ignoreCase) {
            remarks.differs(
                    pointer,
                    "Case is folded by Unicode's simple folding; a few letters outside ASCII, such as the Greek final "
                            + "sigma, are alike here and not there. Nothing to do for values without them.");
        }
        Condition in = new Condition.Leaf(attribute, "in", Equality.scalars(values), ignoreCase, false);
        return Equality.orMissing(attribute, in, ForeignCondition.some(values, JsValue::missing));
    }

    private Condition all(String attribute, JsonNode values, boolean ignoreCase, String pointer) {
        if (values.isEmpty()) {
            throw new Refused(pointer, "Whether an attribute is a list cannot be asked; name what it must hold.");
        }
        List<Condition> all = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            JsonNode value = values.get(i);
            if (ForeignCondition.operators(value) || JsValue.missing(value)) {
                throw new Refused(Problem.at(pointer, i), "Only plain values can all be asked for; name such.");
            }
            all.add(
                    ignoreCase && value.isTextual()
                            ? new Condition.Leaf(attribute, "in", List.of(value.asText()), true, false)
                            : Equality.with(attribute, value, Problem.at(pointer, i)));
        }
        return Conditions.all(all);
    }

    private Condition element(String attribute, JsonNode value, String pointer) {
        boolean one = ForeignCondition.operators(value)
                && value.size() == 1
                && OF_ELEMENTS.contains(value.fieldNames().next())
                && !ForeignCondition.some(value, JsValue::missing);
        if (!one) {
            throw new Refused(
                    pointer,
                    "Of an element of a list one thing can be asked, by one operator that compares it with values; "
                            + "split the condition.");
        }
        return new Condition.All(List.of(Conditions.exists(attribute), value(attribute, value, pointer)));
    }

    private static Condition type(String attribute, String type, String pointer) {
        return switch (type) {
            case "null" -> Conditions.not(Conditions.exists(attribute));
            case "boolean" -> Conditions.leaf(attribute, "in", List.of(true, false));
            case "string" -> Conditions.leaf(attribute, "contains", List.of(""));
            case "number" ->
                Conditions.any(List.of(
                        Conditions.leaf(attribute, "<", List.of(0d)), Conditions.leaf(attribute, ">=", List.of(0d))));
            case "array", "object" ->
                throw new Refused(
                        pointer, "Whether an attribute is a list or an object cannot be asked; leave it out.");
            default -> Conditions.NEVER;
        };
    }
}
