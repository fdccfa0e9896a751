package dev.firstlight.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that holds for a context or does not. */
public sealed interface Condition {

    /**
     * Holds where all of them do; so with none it holds.
     *
     * @param conditions tried in order, up to the first that does not hold
     */
    record All(List<Condition> conditions) implements Condition {}

    /**
     * Holds where any of them does; so with none it does not hold.
     *
     * @param conditions tried in order, up to the first that holds
     */
    record Any(List<Condition> conditions) implements Condition {}

    /**
     * Holds where the other does not.
     *
     * @param condition the other
     */
    record Not(Condition condition) implements Condition {}

    /**
     * Holds for the members of a segment.
     *
     * @param segment its key
     */
    record InSegment(String segment) implements Condition {}

    /**
     * Holds where the unit's bucket lies in [from, to).
     *
     * @param by the attribute that names the unit
     * @param hash as in {@link Serve.Split}
     * @param salt null for the flag's own, or in a segment the segment's key
     * @param from the first bucket
     * @param to the first bucket no longer in it
     */
    record InBucket(String by, Hash hash, @Nullable String salt, int from, int to) implements Condition {}

    /**
     * Compares an attribute.
     *
     * @param attribute its name or dotted path
     * @param op the operator's name on the wire, such as {@code semver>=}
     * @param values what it is compared with: Boolean, String or Double
     * @param ignoreCase whether {@code in} folds case
     * @param every whether all elements of a list must match, rather than any
     */
    record Leaf(String attribute, String op, List<Object> values, boolean ignoreCase, boolean every)
            implements Condition {}

    /**
     * A condition that this version does not understand; its flag answers {@link ErrorCode#PARSE_ERROR}.
     *
     * @param detail what was not understood
     */
    record Unknown(String detail) implements Condition {}
}
