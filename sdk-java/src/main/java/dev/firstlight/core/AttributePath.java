package dev.firstlight.core;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a condition or a split finds its operand in a context; taken apart once, when the ruleset is compiled. */
final class AttributePath {

    private final String path;
    private final String[] names;
    /** {@code rests[i]} is the path from {@code names[i]} on: at every level the rest is tried whole first. */
    private final String[] rests;

    private final boolean isKey;

    AttributePath(String path) {
        this.path = path.intern(); // names in an application are mostly literals, which then are the same object
        this.isKey = path.equals(Context.TARGETING_KEY);
        this.names = path.split("\\.", -1);
        this.rests = new String[names.length];
        int from = 0;
        for (int i = 0; i < names.length; i++) {
            rests[i] = path.substring(from);
            from += names[i].length() + 1;
        }
    }

    /** The value, or null where there is none. */
    @Nullable
    Object of(Context context) {
        if (isKey) {
            return context.key();
        }
        Object value = context.get(path);
        if (value != null || names.length == 1) {
            return value;
        }
        value = context.get(names[0]);
        for (int i = 1; i < names.length; i++) {
            if (!(value instanceof Map<?, ?> map)) {
                return null;
            }
            value = map.get(rests[i]);
            if (value != null) {
                return value;
            }
            value = map.get(names[i]);
        }
        return value;
    }

    @Override
    public String toString() {
        return path;
    }
}
