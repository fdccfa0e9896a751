package dev.firstlight.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a rule or a flag's default serves. */
public sealed interface Serve {

    /**
     * One variant for everybody.
     *
     * @param variant its name
     */
    record Variant(String variant) implements Serve {}

    /**
     * Variants by the bucket of the unit.
     *
     * @param by the attribute that names the unit
     * @param hash how a unit becomes a bucket
     * @param salt in place of the flag's own salt, null for the flag's own
     * @param regions entries for certain regions; the first that names the context's region decides
     * @param ranges for every other region
     */
    record Split(String by, Hash hash, @Nullable String salt, List<RegionalRanges> regions, List<Range> ranges)
            implements Serve {}

    /**
     * A serve that this version does not understand; its flag answers {@link ErrorCode#PARSE_ERROR}.
     *
     * @param detail what was not understood
     */
    record Unknown(String detail) implements Serve {}
}
