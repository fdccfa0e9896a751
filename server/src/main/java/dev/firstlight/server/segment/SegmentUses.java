package dev.firstlight.server.segment;

import dev.firstlight.core.Condition;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which segments a condition names. */
public final class SegmentUses {

    private SegmentUses() {}

    /** The keys, in the order they are named; empty for null. */
    public static Set<String> in(@Nullable Condition condition) {
        Set<String> keys = new LinkedHashSet<>();
        collect(condition, keys);
        return keys;
    }

    private static void collect(@Nullable Condition condition, Set<String> keys) {
        if (condition instanceof Condition.InSegment named) {
            keys.add(named.segment());
        } else if (condition instanceof Condition.All all) {
            all.conditions().forEach(part -> collect(part, keys));
        } else if (condition instanceof Condition.Any any) {
            any.conditions().forEach(part -> collect(part, keys));
        } else if (condition instanceof Condition.Not not) {
            collect(not.condition(), keys);
        }
    }
}
