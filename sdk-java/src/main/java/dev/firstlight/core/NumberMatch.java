package dev.firstlight.core;

/**
 * The operators that compare numbers. Comparisons with NaN are false by themselves; infinities are kept out, as the
 * contract has it.
 */
final class NumberMatch implements Match {

    private final Operator operator;
    private final double than;

    NumberMatch(Operator operator, double than) {
        this.operator = operator;
        this.than = than;
    }

    @Override
    public boolean matches(Object operand) {
        if (!(operand instanceof Double number) || !Double.isFinite(number)) {
            return false;
        }
        double value = number;
        if (operator == Operator.LESS) {
            return value < than;
        }
        if (operator == Operator.GREATER) {
            return value > than;
        }
        return operator == Operator.LESS_OR_EQUAL ? value <= than : value >= than;
    }
}
