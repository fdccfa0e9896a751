package dev.firstlight.core;

import java.util.Arrays;

/**
 * The keys of one segment in one version, as the sorted 64-bit hashes that travel apart from the ruleset: a million of
 * them take eight megabytes. Immutable.
 *
 * <p>Two keys share a hash once in 2^64 pairs, so that among a million keys one that is not there is taken for one that
 * is with a chance of 1 in 18 million million.
 */
public final class LargeSegment {

    /** How many keys there may be. */
    public static final int MAX_COUNT = 1_000_000;

    /** The hashes that begin with the same so many bits lie between two entries of an index of a quarter megabyte. */
    private static final int INDEX_BITS = 16;

    private final String key;
    private final long version;
    private final Murmur3 high;
    private final Murmur3 low;
    /** With the highest bit turned round, so that their order as signed numbers is that of the unsigned hashes. */
    private final long[] turned;
    /** Where those begin that begin with each number; binary search from there takes four steps instead of twenty. */
    private final int[] index;

    private LargeSegment(String key, long version, long[] turned, int[] index) {
        this.key = key;
        this.version = version;
        this.high = UnitHash.highAfter(key);
        this.low = UnitHash.lowAfter(key);
        this.turned = turned;
        this.index = index;
    }

    /**
     * A segment's keys as the server sends them.
     *
     * @param key the segment's key
     * @param version the version they belong to
     * @param hashes eight bytes each, the most significant first, ascending as unsigned numbers
     * @throws IllegalArgumentException where they are not such hashes, or too many
     */
    public static LargeSegment of(String key, long version, byte[] hashes) {
        int count = hashes.length / Long.BYTES;
        if (hashes.length % Long.BYTES != 0 || count > MAX_COUNT) {
            throw new IllegalArgumentException(
                    hashes.length + " bytes are no list of at most " + MAX_COUNT + " hashes of 8 bytes");
        }
        long[] turned = new long[count];
        int[] index = new int[(1 << INDEX_BITS) + 1];
        for (int i = 0; i < count; i++) {
            long hash = number(hashes, i * Long.BYTES);
            turned[i] = hash ^ Long.MIN_VALUE;
            index[first(hash) + 1]++;
            if (i > 0 && turned[i] <= turned[i - 1]) {
                throw new IllegalArgumentException("hash " + i + " is not greater than the one before it");
            }
        }
        Arrays.parallelPrefix(index, Integer::sum);
        return new LargeSegment(key, version, turned, index);
    }

    private static long number(byte[] bytes, int from) {
        long number = 0;
        for (int i = from; i < from + Long.BYTES; i++) {
            number = number << Byte.SIZE | Byte.toUnsignedLong(bytes[i]);
        }
        return number;
    }

    private static int first(long hash) {
        return (int) (hash >>> (Long.SIZE - INDEX_BITS));
    }

    /** The segment's key. */
    public String key() {
        return key;
    }

    /** The version the keys belong to. */
    public long version() {
        return version;
    }

    /** How many keys there are. */
    public int count() {
        return turned.length;
    }

    /** The keys as the server sends them. */
    public byte[] hashes() {
        return hashes(0, turned.length);
    }

    /**
     * Some of the keys as the server sends them.
     *
     * @param from the first
     * @param to the first that is no longer among them
     */
    public byte[] hashes(int from, int to) {
        byte[] hashes = new byte[(to - from) * Long.BYTES];
        for (int i = 0; i < hashes.length; i++) {
            long hash = turned[from + i / Long.BYTES] ^ Long.MIN_VALUE;
            hashes[i] = (byte) (hash >>> (Long.SIZE - Byte.SIZE * (i % Long.BYTES + 1)));
        }
        return hashes;
    }

    /** Whether a targeting key is among the keys. */
    public boolean contains(String unit) {
        long hash = UnitHash.join(high.hash(unit), low.hash(unit));
        int first = first(hash);
        return Arrays.binarySearch(turned, index[first], index[first + 1], hash ^ Long.MIN_VALUE) >= 0;
    }
}
