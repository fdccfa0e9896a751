package dev.firstlight.core;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The operator {@code in}: strings by code point or folded, numbers as doubles, booleans; never one for another. */
final class Membership {

    private Membership() {}

    static Match of(List<Object> values, boolean ignoreCase) {
        Set<Object> members = new HashSet<>();
        for (Object value : values) {
            members.add(keyOf(value, ignoreCase));
        }
        if (members.size() == 1) {
            Object only = members.iterator().next();
            return operand -> only.equals(keyOf(operand, ignoreCase));
        }
        return operand -> members.contains(keyOf(operand, ignoreCase));
    }

    private static Object keyOf(Object value, boolean ignoreCase) {
        if (value instanceof Double number) {
            return number == 0 ? (Object) 0d : number; // −0 equals 0
        }
        return ignoreCase && value instanceof String text ? CaseFolding.fold(text) : value;
    }
}
