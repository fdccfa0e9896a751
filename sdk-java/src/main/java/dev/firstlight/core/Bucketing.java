package dev.firstlight.core;

import org.jspecify.annotations.Nullable;

/** Places units in buckets. */
public final class Bucketing {

    /** How many buckets there are. */
    public static final int BUCKETS = 100_000;

    private static final double MAX_SAFE_INTEGER = 9_007_199_254_740_991d;

    private Bucketing() {}

    /**
     * The bucket of a unit.
     *
     * @param salt the flag's or split's salt
     * @param unit the unit
     * @return 0 to 99,999
     */
    public static int bucket(String salt, String unit) {
        return bucket(Murmur3.hash(salt + ':' + unit, 0));
    }

    static Murmur3 salted(String salt) {
        return Murmur3.after(salt + ':', 0);
    }

    static int bucket(Murmur3 salted, String unit) {
        return bucket(salted.hash(unit));
    }

    private static int bucket(int hash) {
        return (int) ((hash & 0xFFFFFFFFL) * BUCKETS >>> 32);
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
