package dev.firstlight.server.metric;

import dev.firstlight.server.platform.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What lists of units and of what they reported say, in numbers. */
final class UnitNumbers {
    private static final int DIGITS = 16;
    private static final double LARGEST = 1e15;
    private static final long MOST = 1_000_000_000;

    /** How often the kept share can be halved. */
    static final int LEVELS = 9;

    private UnitNumbers() {}

    /**
     * How often the share can be halved before a unit is passed over: half of the units are of level 0, a quarter of level 1.
     * The bits of a unit's hash say nothing about its arm, which another hash decides.
     */
    static int level(long unit) {
        return Math.min(LEVELS, Long.numberOfTrailingZeros((unit >>> 32) ^ unit));
    }

    /** The 64-bit hashes as signed numbers: PostgreSQL has no others. */
    static long[] units(List<String> hashes, String pointer) {
        long[] units = new long[hashes.size()];
        for (int i = 0; i < units.length; i++) {
            units[i] = unit(hashes.get(i), pointer, i);
        }
        return units;
    }

    private static long unit(@Nullable String hash, String pointer, int at) {
        boolean sound = hash != null && hash.length() == DIGITS;
        long number = 0;
        for (int i = 0; sound && hash != null && i < DIGITS; i++) {
            char digit = hash.charAt(i);
            sound = digit >= '0' && digit <= '9' || digit >= 'a' && digit <= 'f';
            number = number << 4 | (digit <= '9' ? digit - '0' : digit - 'a' + 10);
        }
        if (!sound) {
            throw Failure.invalid(
                    pointer + "/units/" + at, "A unit is its 64-bit hash: 16 lowercase hexadecimal digits.");
        }
        return number;
    }

    static double @Nullable [] values(@Nullable List<Double> said, int units, String pointer) {
        if (said == null) {
            return null;
        }
        requireAsMany(said, units, pointer + "/values");
        double[] values = new double[units];
        for (int i = 0; i < units; i++) {
            Double value = said.get(i);
            if (value == null || !(Math.abs(value) <= LARGEST)) {
                throw Failure.invalid(pointer + "/values/" + i, "A value is a number from −1e15 to 1e15.");
            }
            values[i] = value;
        }
        return values;
    }

    static long @Nullable [] counts(@Nullable List<Long> said, int units, String pointer) {
        if (said == null) {
            return null;
        }
        requireAsMany(said, units, pointer + "/counts");
        long[] counts = new long[units];
        for (int i = 0; i < units; i++) {
            Long count = said.get(i);
            if (count == null || count < 1 || count > MOST) {
                throw Failure.invalid(pointer + "/counts/" + i, "A count is a whole number from 1 to 1,000,000,000.");
            }
            counts[i] = count;
        }
        return counts;
    }

    private static void requireAsMany(List<?> said, int units, String pointer) {
        if (said.size() != units) {
            throw Failure.invalid(pointer, "There are " + units + " units; send as many here, or none.");
        }
    }
}
