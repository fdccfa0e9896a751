package dev.firstlight.server.segment;

import dev.firstlight.core.UnitHash;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;

/** Gathers the hashes of a segment's keys; sorted, each once, they are what is evaluated and sent. */
final class KeyHashes {

    private final String segment;
    /** With the highest bit turned round, so that they sort as unsigned numbers. */
    private long[] turned;

    private int count;

    KeyHashes(String segment) {
        this.segment = segment;
        this.turned = new long[1_024];
    }

    /** Those of a version that was made before. */
    static KeyHashes of(String segment, byte[] hashes) {
        KeyHashes all = new KeyHashes(segment);
        ByteBuffer in = ByteBuffer.wrap(hashes);
        all.turned = new long[hashes.length / Long.BYTES + 1_024];
        while (in.hasRemaining()) {
            all.turned[all.count++] = in.getLong() ^ Long.MIN_VALUE;
        }
        return all;
    }

    void add(Collection<String> keys) {
        for (String key : keys) {
            if (count == turned.length) {
                turned = Arrays.copyOf(turned, count * 2);
            }
            turned[count++] = turned(key);
        }
    }

    void remove(Collection<String> keys) {
        long[] gone = keys.stream().mapToLong(this::turned).sorted().toArray();
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (Arrays.binarySearch(gone, turned[i]) < 0) {
                turned[kept++] = turned[i];
            }
        }
        count = kept;
    }

    private long turned(String key) {
        return UnitHash.number(segment, key) ^ Long.MIN_VALUE;
    }

    /** Eight bytes each, the most significant first, ascending as unsigned numbers. */
    byte[] sorted() {
        Arrays.sort(turned, 0, count);
        ByteBuffer out = ByteBuffer.allocate(count * Long.BYTES);
        for (int i = 0; i < count; i++) {
            if (i == 0 || turned[i] != turned[i - 1]) {
                out.putLong(turned[i] ^ Long.MIN_VALUE);
            }
        }
        return Arrays.copyOf(out.array(), out.position());
    }
}
