package dev.firstlight.core;

import org.jspecify.annotations.Nullable;

/** Places units in buckets. */
public final class Bucketing {

    /** How many buckets there are. */
    public static final int BUCKETS = 100_000;

    private static final double MAX_SAFE_INTEGER = 9_007_199_254_740_991d;

    private Bucketing() {}

    /**
     * The bucket of a unit by {@link Hash#MURMUR3}.
     *
     * @param salt the flag's or split's salt
     * @param unit the unit
     * @return 0 to 99,999
     */
    public static int bucket(String salt, String unit) {
        return part(Murmur3.hash(salt + ':' + unit, 0), BUCKETS);
    }

    /** Which of so many equal parts of all hashes a hash lies in, from 0. */
    static int part(int hash, int of) {
        return (int) ((hash & 0xFFFFFFFFL) * of >>> 32);
    }

    /**
     * The unit that an attribute's value names: a string as it is, a whole number in decimal.
     *
     * @return null for anything else, and for numbers too large to be whole in every language
     */
    static @Nullable String unit(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) <= MAX_SAFE_INTEGER) {
            return Long.toString(number.longValue());
        }
        return null;
    }
}
