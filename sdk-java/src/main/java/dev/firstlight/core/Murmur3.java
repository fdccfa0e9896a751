package dev.firstlight.core;

/**
 * murmur3_x86_32 of the UTF-8 form of a text, computed without making that form. A prefix can be hashed once and then
 * continued with many texts.
 *
 * <p>A surrogate that stands alone has no UTF-8 form; it is hashed as U+FFFD (EF BF BD), which is what JavaScript's
 * TextEncoder writes for it, so both SDKs agree. (Java's own {@code getBytes} would write a question mark.)
 */
final class Murmur3 {

    private static final int C1 = 0xcc9e2d51;
    private static final int C2 = 0x1b873593;
    private static final int REPLACEMENT = 0xFFFD;

    private int h;
    /** Bytes not yet mixed in, the first of them lowest; always fewer than 32 bits between two steps. */
    private long pending;

    private int pendingBits;
    private int length;

    private Murmur3(int seed) {
        h = seed;
    }

    /** The state after a prefix. It is never changed by {@link #hash(String)}, so it may be shared. */
    static Murmur3 after(String prefix, int seed) {
        Murmur3 state = new Murmur3(seed);
        state.update(prefix);
        return state;
    }

    static int hash(String text, int seed) {
        Murmur3 state = new Murmur3(seed);
        state.update(text);
        return state.finish();
    }

    /** The hash of the prefix and the text, one after the other. */
    int hash(String text) {
        Murmur3 state = new Murmur3(h);
        state.pending = pending;
        state.pendingBits = pendingBits;
        state.length = length;
        state.update(text);
        return state.finish();
    }

    private void update(String text) {
        int i = 0;
        int end = text.length();
        while (i < end) {
            char c = text.charAt(i);
            if (c < 0x80) {
                if (i + 4 <= end && ascii(text, i)) {
                    append(quad(text, i), 4);
                    i += 4;
                } else {
                    append(c, 1);
                    i++;
                }
            } else {
                int point = text.codePointAt(i);
                i += Character.charCount(point);
                appendUtf8(point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? REPLACEMENT : point);
            }
        }
    }

    private static boolean ascii(String text, int i) {
        return (text.charAt(i) | text.charAt(i + 1) | text.charAt(i + 2) | text.charAt(i + 3)) < 0x80;
    }

    private static int quad(String text, int i) {
        return text.charAt(i) | text.charAt(i + 1) << 8 | text.charAt(i + 2) << 16 | text.charAt(i + 3) << 24;
    }

    private void appendUtf8(int point) {
        if (point < 0x800) {
            append((0xC0 | point >> 6) | (0x80 | point & 0x3F) << 8, 2);
        } else if (point < 0x10000) {
            append((0xE0 | point >> 12) | (0x80 | point >> 6 & 0x3F) << 8 | (0x80 | point & 0x3F) << 16, 3);
        } else {
            append(
                    (0xF0 | point >> 18)
                            | (0x80 | point >> 12 & 0x3F) << 8
                            | (0x80 | point >> 6 & 0x3F) << 16
                            | (0x80 | point & 0x3F) << 24,
                    4);
        }
    }

    private void append(int bytes, int count) {
        length += count;
        pending |= (bytes & 0xFFFFFFFFL) << pendingBits;
        pendingBits += 8 * count;
        if (pendingBits >= 32) {
            h ^= scramble((int) pending);
            h = Integer.rotateLeft(h, 13) * 5 + 0xe6546b64;
            pending >>>= 32;
            pendingBits -= 32;
        }
    }

    private static int scramble(int k) {
        return Integer.rotateLeft(k * C1, 15) * C2;
    }

    private int finish() {
        int result = h ^ scramble((int) pending) ^ length;
        result ^= result >>> 16;
        result *= 0x85ebca6b;
        result ^= result >>> 13;
        result *= 0xc2b2ae35;
        return result ^ result >>> 16;
    }
}
