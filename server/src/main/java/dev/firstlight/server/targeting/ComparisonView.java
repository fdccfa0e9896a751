package dev.firstlight.server.targeting;

import dev.firstlight.server.environment.Difference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the flags and segments of an environment differ from those of another.
 *
 * @param environment the one that is looked at
 * @param with the other
 * @param equal how many are the same in both
 * @param different how many are not
 * @param items those that are not, flags first, each kind by key
 * @param nextCursor where the next page begins, null on the last
 */
record ComparisonView(
        String environment,
        long revision,
        String with,
        long withRevision,
        Counts equal,
        Counts different,
        List<Item> items,
        @Nullable String nextCursor) {

    record Counts(int flags, int segments) {}

    /**
     * A flag or a segment that differs.
     *
     * @param kind {@code flag} or {@code segment}
     * @param state {@code different}, {@code onlyHere} or {@code onlyThere}
     * @param differences what would have to change here for it to be as it is there
     */
    record Item(String kind, String key, String state, List<Difference> differences) {

        static Item of(
                String kind, String key, @Nullable String here, @Nullable String there, List<Difference> differences) {
            return new Item(
                    kind, key, there == null ? "onlyHere" : here == null ? "onlyThere" : "different", differences);
        }
    }
}
