package dev.firstlight.core;

import java.util.HexFormat;

/** The name a unit has in telemetry, so that the unit itself never leaves the application. */
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
        String text = release + ':' + unit;
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(Murmur3.hash(text, SEED_HIGH)) + hex.toHexDigits(Murmur3.hash(text, SEED_LOW));
    }
}
