package dev.firstlight.core;

import java.util.List;

/** The operators {@code contains}, {@code startsWith} and {@code endsWith}. */
final class TextMatch implements Match {

    private final Operator operator;
    private final String[] parts;

    /**
     * Any of some parts.
     *
     * @param parts strings all of them
     */
    TextMatch(Operator operator, List<Object> parts) {
        this.operator = operator;
        this.parts = parts.toArray(String[]::new);
    }

    @Override
    public boolean matches(Object operand) {
        if (operand instanceof String text) {
            for (String part : parts) {
                if (holds(text, part)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean holds(String text, String part) {
        if (operator == Operator.ENDS_WITH) {
            return text.endsWith(part);
        }
        return operator == Operator.STARTS_WITH ? text.startsWith(part) : text.contains(part);
    }
}
