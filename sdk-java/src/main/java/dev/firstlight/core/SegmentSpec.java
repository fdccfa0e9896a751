package dev.firstlight.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reusable audience.
 *
 * @param included targeting keys that belong to it
 * @param excluded targeting keys that do not, whatever else says they do
 * @param when who else belongs to it, null for nobody
 * @param large which further keys belong to it, null for none
 */
public record SegmentSpec(
        List<String> included,
        List<String> excluded,
        @Nullable Condition when,
        @Nullable Large large) {

    /** A segment all of whose keys are in the ruleset. */
    public SegmentSpec(List<String> included, List<String> excluded, @Nullable Condition when) {
        this(included, excluded, when, null);
    }

    /**
     * Keys that travel apart from the ruleset, as a {@link LargeSegment}.
     *
     * @param version in which they are meant
     * @param count how many there are
     */
    public record Large(long version, int count) {

        /** Whether these are the keys that are meant. */
        public boolean describes(LargeSegment keys) {
            return keys.version() == version && keys.count() == count;
        }
    }
}
