package dev.firstlight.core;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Places units in the buckets of one salt. */
interface Bucketer {

    /** The bucket of a unit, 0 to 99,999. */
    int bucket(String unit);

    /** By a hash that has no problem. */
    static Bucketer of(Hash hash, String salt) {
        int of = hash.of();
        switch (hash.name()) {
            case "unleash" -> {
                Murmur3 salted = Murmur3.after(salt + ':', (int) hash.seed());
                return unit -> spread(Integer.remainderUnsigned(salted.hash(unit), of), of);
            }
            case "launchdarkly" -> {
                return launchDarkly(salt + '.');
            }
            case "growthbook-1" -> {
                return unit -> Integer.remainderUnsigned(fnv1a(fnv1a(FNV_BASIS, unit), salt), 1_000) * 100;
            }
            case "growthbook-2" -> {
                int salted = fnv1a(FNV_BASIS, salt);
                return unit -> Integer.remainderUnsigned(
                                fnv1a(FNV_BASIS, Integer.toUnsignedString(fnv1a(salted, unit))), 10_000)
                        * 10;
            }
            case "flagd" -> {
                Murmur3 salted = Murmur3.after(salt, 0);
                return unit -> spread(Bucketing.part(salted.hash(unit), of), of);
            }
            default -> {
                Murmur3 salted = Murmur3.after(salt + ':', 0);
                return unit -> Bucketing.part(salted.hash(unit), Bucketing.BUCKETS);
            }
        }
    }

    /** The first bucket of a part, so that whole parts lie on either side of any boundary between them. */
    private static int spread(int part, int of) {
        return (int) (((long) part * Bucketing.BUCKETS + of - 1) / of);
    }

    int FNV_BASIS = 0x811c9dc5;

    /** FNV-1a over UTF-16 code units, as GrowthBook's JavaScript has it. */
    private static int fnv1a(int state, String text) {
        int h = state;
        for (int i = 0; i < text.length(); i++) {
            h = (h ^ text.charAt(i)) * 0x01000193;
        }
        return h;
    }

    private static Bucketer launchDarkly(String prefix) {
        MessageDigest salted = sha1();
        salted.update(Utf8.bytes(prefix));
        return unit -> {
            byte[] digest;
            try {
                MessageDigest copy = (MessageDigest) salted.clone();
                digest = copy.digest(Utf8.bytes(unit));
            } catch (CloneNotSupportedException e) {
                digest = sha1().digest(Utf8.bytes(prefix + unit));
            }
            long first = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                first = first << 8 | (digest[i] & 0xFF);
            }
            return ofSixtyBits(first >>> 4);
        };
    }

    /** {@code floor(h * 100000 / (2^60 − 1))}, exactly, in halves of 30 bits; the highest h is in the last bucket. */
    private static int ofSixtyBits(long h) {
        long mask = (1L << 30) - 1;
        long low = (h & mask) * Bucketing.BUCKETS;
        long high = (h >>> 30) * Bucketing.BUCKETS + (low >>> 30);
        int bucket = (int) (high >>> 30);
        boolean next = (high & mask) == mask && (low & mask) + bucket + 1 > mask;
        return Math.min(next ? bucket + 1 : bucket, Bucketing.BUCKETS - 1);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
