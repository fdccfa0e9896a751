package dev.firstlight.core;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Stands in for values that must not leave an application in clear: equal values of one attribute have equal hashes, and
 * who has not the key cannot even test a guess. HMAC-SHA-256, of which the first 64 bits are kept. Safe to share between
 * threads.
 */
public final class KeyedHash {

    /** One more than the highest {@link #rank}. */
    public static final long RANKS = 1L << Integer.SIZE;

    private static final int BLOCK = 64;
    private static final int KEPT = 8;

    private final MessageDigest inner;
    private final MessageDigest outer;
    private final int seed;

    private KeyedHash(byte[] key) {
        this.inner = padded(key, 0x36);
        this.outer = padded(key, 0x5c);
        this.seed = HexFormat.fromHexDigits(of("rank", ""), 0, KEPT);
    }

    /**
     * The hash of a key.
     *
     * @param key 16 to 64 characters of ASCII
     * @throws IllegalArgumentException for any other
     */
    public static KeyedHash of(String key) {
        if (!key.matches("[!-~]{16,64}")) {
            throw new IllegalArgumentException("a key has 16 to 64 characters of ASCII");
        }
        return new KeyedHash(key.getBytes(StandardCharsets.US_ASCII));
    }

    private static MessageDigest padded(byte[] key, int pad) {
        byte[] block = Arrays.copyOf(key, BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            block[i] ^= (byte) pad;
        }
        MessageDigest digest = sha256();
        digest.update(block);
        return digest;
    }

    /**
     * The hash of an attribute's value.
     *
     * @param attribute the attribute's name: the same value in another attribute has another hash
     * @param value String, Double or Boolean; no two of different types have the same hash
     * @return 16 lower-case hexadecimal digits
     */
    public String of(String attribute, Object value) {
        MessageDigest within = copy(inner);
        within.update(Utf8.bytes(attribute));
        within.update((byte) 0);
        if (value instanceof Boolean bool) {
            within.update((byte) 'b');
            within.update((byte) (bool ? 1 : 0));
        } else if (value instanceof Double number) {
            within.update((byte) 'n');
            within.update(bytes(number == 0 ? 0 : number)); // −0 equals 0
        } else {
            within.update((byte) 's');
            within.update(Utf8.bytes(value.toString()));
        }
        MessageDigest around = copy(outer);
        around.update(within.digest());
        return HexFormat.of().formatHex(around.digest(), 0, KEPT);
    }

    /**
     * A unit's place among all units, for samples that are the same wherever they are drawn: the so many of the lowest
     * rank. It is a cheap hash, and says nothing of the unit to who has not the key.
     *
     * @return 0 to 2^32 − 1
     */
    public long rank(String unit) {
        return Integer.toUnsignedLong(Murmur3.hash(unit, seed));
    }

    private static byte[] bytes(double number) {
        long bits = Double.doubleToLongBits(number);
        byte[] bytes = new byte[Long.BYTES];
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[i] = (byte) (bits >>> (Long.SIZE - Byte.SIZE * (i + 1)));
        }
        return bytes;
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the SHA-256 of every Java can be copied", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
