package dev.firstlight.core;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operator {@code in}: strings by code point or folded, numbers as doubles, booleans; never one for another. */
final class Membership implements Match {

    /** So many are found faster one by one than by a hash. */
    private static final int FEW = 8;

    private final Object[] few;
    /** Of the few: most texts are told apart by them, and they lie side by side. */
    private final int[] hashes;

    private final @Nullable Set<Object> many;
    private final boolean ignoreCase;

    Membership(List<Object> values, boolean ignoreCase) {
        Set<Object> members = new HashSet<>();
        for (Object value : values) {
            members.add(keyOf(value, ignoreCase));
        }
        this.few = members.toArray();
        this.hashes = Arrays.stream(few).mapToInt(Object::hashCode).toArray();
        this.many = members.size() > FEW ? members : null;
        this.ignoreCase = ignoreCase;
    }

    @Override
    public boolean matches(Object operand) {
        if (!ignoreCase && many == null && operand instanceof String text) {
            int hash = text.hashCode();
            for (int i = 0; i < hashes.length; i++) {
                if (hashes[i] == hash && text.equals(few[i])) {
                    return true;
                }
            }
            return false;
        }
        return contains(keyOf(operand, ignoreCase));
    }

    private boolean contains(Object key) {
        if (many != null) {
            return many.contains(key);
        }
        for (Object member : few) {
            if (member.equals(key)) {
                return true;
            }
        }
        return false;
    }

    private static Object keyOf(Object value, boolean ignoreCase) {
        if (value instanceof Double number) {
            return number == 0 ? (Object) 0d : number; // −0 equals 0
        }
        return ignoreCase && value instanceof String text ? CaseFolding.fold(text) : value;
    }
}
