package dev.firstlight.core;

import java.util.HexFormat;

/**
 * A unit's hash of 64 bits. As 16 digits it is the name a unit has in telemetry, so that the unit itself never leaves
 * the application; as a number it stands for a key in a {@link LargeSegment}.
 */
public final class UnitHash {

    private static final int SEED_HIGH = 0x46697273;
    private static final int SEED_LOW = 0x746c6967;

    private UnitHash() {}

    /**
     * The hash of a unit within a release: the same unit has another one in every release.
     *
     * @return 16 lower-case hexadecimal digits
     */
    public static String of(String release, String unit) {
        return HexFormat.of().toHexDigits(number(release, unit));
    }

    /** The hash of a unit within a release or a segment, as an unsigned number. */
    public static long number(String scope, String unit) {
        String text = scope + ':' + unit;
        return join(Murmur3.hash(text, SEED_HIGH), Murmur3.hash(text, SEED_LOW));
    }

    static Murmur3 highAfter(String scope) {
        return Murmur3.after(scope + ':', SEED_HIGH);
    }

    static Murmur3 lowAfter(String scope) {
        return Murmur3.after(scope + ':', SEED_LOW);
    }

    static long join(int high, int low) {
        return (long) high << 32 | Integer.toUnsignedLong(low);
    }
}
