package dev.firstlight.server.exchange.flagd;

import static dev.firstlight.server.exchange.Conditions.all;
import static dev.firstlight.server.exchange.Conditions.any;
import static dev.firstlight.server.exchange.Conditions.exists;
import static dev.firstlight.server.exchange.Conditions.leaf;
import static dev.firstlight.server.exchange.Conditions.not;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.Condition;
import dev.firstlight.server.exchange.Conditions;
import dev.firstlight.server.exchange.Refused;
import java.util.ArrayList;
import java.util.List;

/** JsonLogic whose outcome is taken as true or false. */
final class LogicImport {

    static final Condition ALWAYS = new Condition.All(List.of());

    private static final int DEEPEST = 24;

    private final JsonNode evaluators;

    LogicImport(JsonNode evaluators) {
        this.evaluators = evaluators;
    }

    Condition condition(JsonNode node, String pointer) {
        return condition(node, pointer, 0);
    }

    private Condition condition(JsonNode node, String pointer, int depth) {
        if (depth > DEEPEST) {
            throw new Refused(pointer, "The logic nests too deep, or refers to itself; make it simpler.");
        }
        Logic logic = Logic.of(node, pointer);
        if (logic == null) {
            return truthy(node) ? ALWAYS : Conditions.NEVER;
        }
        return switch (logic.op()) {
            case "$ref" -> condition(referred(logic), pointer, depth + 1);
            case "and" -> all(each(logic, depth));
            case "or" -> any(each(logic, depth));
            case "!" -> not(condition(logic.arg(0), logic.at(0), depth + 1));
            case "!!" -> condition(logic.arg(0), logic.at(0), depth + 1);
            case "if" -> chosen(logic, 0, depth);
            case "var" -> present(logic, node);
            case "==", "===" -> Equality.condition(logic);
            case "!=", "!==" -> not(Equality.condition(logic));
            case "<", "<=", ">", ">=" -> Order.condition(logic);
            case "in" -> Membership.condition(logic);
            case "starts_with" -> affix(logic, "startsWith");
            case "ends_with" -> affix(logic, "endsWith");
            case "sem_ver" -> Versions.condition(logic);
            default ->
                throw new Refused(
                        logic.pointer(),
                        "'" + logic.op() + "' computes, which conditions here do not; say it otherwise.");
        };
    }

    JsonNode referred(Logic reference) {
        JsonNode found = evaluators.path(reference.arg(0).asText());
        if (found.isMissingNode()) {
            throw new Refused(reference.pointer(), "There is no evaluator of this name; add it or write it out.");
        }
        return found;
    }

    private List<Condition> each(Logic logic, int depth) {
        List<Condition> conditions = new ArrayList<>();
        for (int i = 0; i < logic.args().size(); i++) {
            conditions.add(condition(logic.arg(i), logic.at(i), depth + 1));
        }
        return conditions;
    }

    /** {@code if} from one of its conditions on: what it chooses must be true. */
    private Condition chosen(Logic logic, int from, int depth) {
        int left = logic.args().size() - from;
        if (left <= 0) {
            return Conditions.NEVER;
        }
        Condition first = condition(logic.arg(from), logic.at(from), depth + 1);
        if (left == 1) {
            return first;
        }
        Condition then = condition(logic.arg(from + 1), logic.at(from + 1), depth + 1);
        return any(List.of(all(List.of(first, then)), all(List.of(not(first), chosen(logic, from + 2, depth)))));
    }

    private static Condition present(Logic logic, JsonNode node) {
        String name = Logic.variable(node, logic.pointer());
        return all(List.of(exists(name + ""), not(leaf(name + "", "in", List.of(false, "", 0d)))));
    }

    private static Condition affix(Logic logic, String op) {
        String name = Logic.variable(logic.arg(0), logic.at(0));
        if (name == null || !logic.arg(1).isTextual()) {
            throw new Refused(logic.pointer(), "Compare an attribute with a text.");
        }
        return leaf(name, op, List.of(logic.arg(1).asText()));
    }

    static boolean truthy(JsonNode value) {
        if (value.isNumber()) {
            return value.doubleValue() != 0;
        }
        return value.isContainerNode()
                ? !value.isEmpty()
                : value.asBoolean(value.isTextual() && !value.asText().isEmpty());
    }
}
