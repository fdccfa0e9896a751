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
        this.turned = new long[0];
    }

    /** Those of a version that was made before. */
    record Sorted(String segment, byte[] hashes) {

        /** Those of the version that comes next. */
        byte[] after(Collection<String> added, Collection<String> removed) {
            KeyHashes all = new KeyHashes(segment);
            ByteBuffer in = ByteBuffer.wrap(hashes);
            all.turned = new long[hashes.length / Long.BYTES + added.size()];
            while (in.hasRemaining()) {
                all.turned[all.count++] = in.getLong() ^ Long.MIN_VALUE;
            }
            all.add(added);
            all.remove(removed);
            return all.sorted();
        }
    }

    void add(Collection<String> keys) {
        for (String key : keys) {
            if (count == turned.length) {
                turned = Arrays.copyOf(turned, Math.max(1_024, count * 2));
            }
            turned[count++] = turned(key);
        }
    }

    private void remove(Collection<String> keys) {
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
