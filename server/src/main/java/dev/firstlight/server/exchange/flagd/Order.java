package dev.firstlight.server.exchange.flagd;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.Condition;
import dev.firstlight.server.exchange.Conditions;
import dev.firstlight.server.exchange.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The order of numbers, between two or three; an attribute that is missing counts as 0, as JsonLogic has it. */
final class Order {

    private static final Map<String, String> TURNED = Map.of("<", ">", "<=", ">=", ">", "<", ">=", "<=");

    private Order() {}

    static Condition condition(Logic logic) {
        if (logic.args().size() < 2 || logic.args().size() > 3) {
            throw new Refused(logic.pointer(), "Compare two values, or an attribute between two numbers.");
        }
        List<Condition> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < logic.args().size(); i++) {
            pairs.add(pair(logic, i));
        }
        return Conditions.all(pairs);
    }

    private static Condition pair(Logic logic, int at) {
        JsonNode left = logic.arg(at);
        JsonNode right = logic.arg(at + 1);
        String leftName = Logic.variable(left, logic.at(at));
        String rightName = Logic.variable(right, logic.at(at + 1));
        if (leftName != null && right.isNumber()) {
            return compared(leftName, logic.op(), right.doubleValue());
        }
        if (rightName != null && left.isNumber()) {
            return compared(rightName, TURNED.getOrDefault(logic.op(), ""), left.doubleValue());
        }
        if (left.isNumber() && right.isNumber()) {
            return holds(left.doubleValue(), logic.op(), right.doubleValue()) ? LogicImport.ALWAYS : Conditions.NEVER;
        }
        throw new Refused(logic.at(at), "Compare an attribute with a number.");
    }

    private static Condition compared(String name, String op, double number) {
        Condition there = Conditions.leaf(name, op, List.of(number));
        return holds(0, op, number) ? Conditions.any(List.of(there, Conditions.not(Conditions.exists(name)))) : there;
    }

    static boolean holds(double left, String op, double right) {
        return switch (op) {
            case "<" -> left < right;
            case "<=" -> left <= right;
            case ">" -> left > right;
            default -> left >= right;
        };
    }
}
