package dev.firstlight.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a unit becomes a bucket: our own way, or that of another system, so that a flag taken over from it moves nobody.
 * The formulas are those of the systems' own sources; a result of {@code of} equal parts is spread over our 100,000
 * buckets such that a boundary at {@code c} parts is one at {@code ceil(c * 100000 / of)} buckets.
 *
 * @param name one of {@link #NAMES}, or one this version does not know; its flag then answers
 *     {@link ErrorCode#PARSE_ERROR}
 * @param seed 0 to 2^32 − 1; only {@code unleash} takes another than 0
 * @param of how many parts the other system divides its units into, 1 to 100,000; only {@code unleash} and
 *     {@code flagd} take another than {@value #PERCENT}
 */
public record Hash(String name, long seed, int of) {

    /** How many parts there are where nothing is said. */
    public static final int PERCENT = 100;

    /** The hashes of this version. */
    public static final List<String> NAMES =
            List.of("murmur3", "unleash", "launchdarkly", "growthbook-1", "growthbook-2", "flagd");

    /** What a split has when it names none. */
    public static final Hash MURMUR3 = new Hash("murmur3", 0, PERCENT);

    /**
     * The bucket of a unit.
     *
     * @param salt the flag's or split's salt
     * @param unit the unit
     * @return 0 to 99,999
     */
    public int bucket(String salt, String unit) {
        return Bucketer.of(this, salt).bucket(unit);
    }

    /** Whether units without a salt before them are meant by this hash. */
    boolean mayBeUnsalted() {
        return !name.equals(MURMUR3.name);
    }

    /** What is wrong with it and where, the pointer relative to what has the hash; null where nothing is. */
    @Nullable
    Problem problem() {
        if (!NAMES.contains(name)) {
            return new Problem("/hash", "Unknown hash '" + name + "'; use one of " + String.join(", ", NAMES) + ".");
        }
        boolean unleash = name.equals("unleash");
        if (seed != 0 && !unleash) {
            return new Problem("/seed", "Only the hash 'unleash' takes a seed; remove it.");
        }
        if (of != PERCENT && !unleash && !name.equals("flagd")) {
            return new Problem("/of", "Only the hashes 'unleash' and 'flagd' take 'of'; remove it.");
        }
        return null;
    }
}
