package dev.firstlight.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles an operator and its values, and says what is wrong with values it cannot use. */
final class Matches {

    private Matches() {}

    /** Null where something is wrong; what it is, is among the findings then. */
    static @Nullable Match compile(Condition.Leaf leaf, Operator operator, String pointer, Findings findings) {
        List<Object> values = leaf.values();
        if (operator.operands() == Operator.Operands.NONE) {
            return operand -> true;
        }
        if (operator.operands() == Operator.Operands.ONE && values.size() != 1) {
            findings.add(
                    pointer, "The operator '" + operator.key() + "' compares with one value; give it as \"value\".");
            return null;
        }
        return switch (operator) {
            case IN -> in(leaf, pointer, findings);
            case CONTAINS, STARTS_WITH, ENDS_WITH -> text(operator, values, pointer, findings);
            case MATCHES -> {
                String problem = values.get(0) instanceof String pattern
                        ? RegexGuard.problem(pattern)
                        : "The operator 'matches' takes a pattern; write it as a string.";
                yield one(problem, pointer, findings, () -> Pattern.of((String) values.get(0)));
            }
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> {
                String problem = values.get(0) instanceof Double number && Double.isFinite(number)
                        ? null
                        : "The operator '" + operator.key() + "' compares numbers; write the value as a number.";
                yield one(problem, pointer, findings, () -> new NumberMatch(operator, (Double) values.get(0)));
            }
            case BEFORE, AFTER -> {
                double instant = Instants.millis(values.get(0));
                String problem = Double.isNaN(instant)
                        ? "The operator '" + operator.key()
                                + "' compares instants; write one like \"2026-01-31T12:00:00Z\" or epoch milliseconds."
                        : null;
                yield one(problem, pointer, findings, () -> instant(operator, instant));
            }
            case SEMVER_EQUAL, SEMVER_LESS, SEMVER_LESS_OR_EQUAL, SEMVER_GREATER, SEMVER_GREATER_OR_EQUAL -> {
                Semver version = values.get(0) instanceof String text ? Semver.parse(text) : null;
                if (version == null) {
                    findings.add(pointer + "/value", "Not a semantic version; write one like \"2.1.0\".");
                    yield null;
                }
                yield semver(operator, version);
            }
            case CIDR -> Cidr.match(values, pointer, findings);
            case EXISTS -> throw new IllegalStateException("exists compares with nothing");
        };
    }

    private interface Maker {
        Match make();
    }

    private static @Nullable Match one(@Nullable String problem, String pointer, Findings findings, Maker maker) {
        if (problem != null) {
            findings.add(pointer + "/value", problem);
            return null;
        }
        return maker.make();
    }

    private static @Nullable Match in(Condition.Leaf leaf, String pointer, Findings findings) {
        boolean usable = true;
        for (int i = 0; i < leaf.values().size(); i++) {
            Object value = leaf.values().get(i);
            if (!(value instanceof String || value instanceof Double || value instanceof Boolean)) {
                findings.add(
                        Problem.at(pointer + "/values", i),
                        "The operator 'in' compares strings, numbers and booleans; write one of these.");
                usable = false;
            }
        }
        return usable ? new Membership(leaf.values(), leaf.ignoreCase()) : null;
    }

    private static @Nullable Match text(Operator operator, List<Object> values, String pointer, Findings findings) {
        for (int i = 0; i < values.size(); i++) {
            if (!(values.get(i) instanceof String)) {
                findings.add(
                        Problem.at(pointer + "/values", i),
                        "The operator '" + operator.key() + "' compares strings; write the value as a string.");
                return null;
            }
        }
        return new TextMatch(operator, values);
    }

    private static Match instant(Operator operator, double value) {
        return operator == Operator.BEFORE
                ? operand -> Instants.millis(operand) < value
                : operand -> Instants.millis(operand) > value;
    }

    private static Match semver(Operator operator, Semver value) {
        return operand -> {
            Semver version = operand instanceof String text ? Semver.parse(text) : null;
            if (version == null) {
                return false;
            }
            int order = version.compareTo(value);
            return switch (operator) {
                case SEMVER_EQUAL -> order == 0;
                case SEMVER_LESS -> order < 0;
                case SEMVER_LESS_OR_EQUAL -> order <= 0;
                case SEMVER_GREATER -> order > 0;
                default -> order >= 0;
            };
        };
    }
}
