package dev.firstlight.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operators a leaf may have. */
public enum Operator {
    IN("in", Operands.MANY),
    CONTAINS("contains", Operands.MANY),
    STARTS_WITH("startsWith", Operands.MANY),
    ENDS_WITH("endsWith", Operands.MANY),
    MATCHES("matches", Operands.ONE),
    LESS("<", Operands.ONE),
    LESS_OR_EQUAL("<=", Operands.ONE),
    GREATER(">", Operands.ONE),
    GREATER_OR_EQUAL(">=", Operands.ONE),
    BEFORE("before", Operands.ONE),
    AFTER("after", Operands.ONE),
    SEMVER_EQUAL("semver=", Operands.ONE),
    SEMVER_LESS("semver<", Operands.ONE),
    SEMVER_LESS_OR_EQUAL("semver<=", Operands.ONE),
    SEMVER_GREATER("semver>", Operands.ONE),
    SEMVER_GREATER_OR_EQUAL("semver>=", Operands.ONE),
    CIDR("cidr", Operands.MANY),
    EXISTS("exists", Operands.NONE);

    /** How many values an operator compares with. */
    public enum Operands {
        NONE,
        /** Written {@code "value"}. */
        ONE,
        /** Written {@code "values"}; any of them. */
        MANY
    }

    private final String key;
    private final Operands operands;

    Operator(String key, Operands operands) {
        this.key = key;
        this.operands = operands;
    }

    /** The name on the wire. */
    public String key() {
        return key;
    }

    /** How many values it compares with. */
    public Operands operands() {
        return operands;
    }

    /**
     * The operator with that name.
     *
     * @return null where this version knows none
     */
    public static @Nullable Operator of(String key) {
        for (Operator operator : values()) {
            if (operator.key.equals(key)) {
                return operator;
            }
        }
        return null;
    }

    /** All names, as a sentence lists them. */
    static String known() {
        return String.join(", ", List.of(values()).stream().map(Operator::key).toList());
    }
}
