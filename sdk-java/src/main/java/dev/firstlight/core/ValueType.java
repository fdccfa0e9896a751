package dev.firstlight.core;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The type that every variant of a flag has. */
public enum ValueType {
    BOOLEAN,
    STRING,
    /** A whole number no larger than 2^53 − 1 either way, so that every language reads the same one. */
    INTEGER,
    NUMBER,
    OBJECT;

    private static final double MAX_INTEGER = 9_007_199_254_740_991d;

    private final String key = name().toLowerCase(Locale.ROOT);

    /** The name on the wire, {@code "boolean"} for {@link #BOOLEAN}. */
    public String key() {
        return key;
    }

    /**
     * The type with that name on the wire.
     *
     * @param key such as {@code "integer"}
     * @return null where no type has that name
     */
    public static @Nullable ValueType of(String key) {
        for (ValueType type : values()) {
            if (type.key.equals(key)) {
                return type;
            }
        }
        return null;
    }

    /**
     * Whether a value may be a variant of a flag of this type.
     *
     * @param value as the wire reads it: numbers are doubles, objects are maps
     */
    public boolean accepts(@Nullable Object value) {
        return switch (this) {
            case BOOLEAN -> value instanceof Boolean;
            case STRING -> value instanceof String;
            case INTEGER ->
                value instanceof Double number && number == Math.rint(number) && Math.abs(number) <= MAX_INTEGER;
            case NUMBER -> value instanceof Double number && Double.isFinite(number);
            case OBJECT -> value instanceof Map;
        };
    }

    /** Whether a flag of this type may answer a caller who wants the other: itself, and an integer is also a number. */
    boolean serves(ValueType wanted) {
        return this == wanted || (this == INTEGER && wanted == NUMBER);
    }
}
