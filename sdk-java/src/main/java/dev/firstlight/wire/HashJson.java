package dev.firstlight.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Bucketing;
import dev.firstlight.core.Hash;

/** A hash is the members {@code hash}, {@code seed} and {@code of} of what has it; each is left out where it is usual. */
final class HashJson {

    private static final long MOST = 0xFFFFFFFFL;

    private HashJson() {}

    static Hash read(Fields fields) {
        String name = fields.text("hash", Hash.MURMUR3.name());
        long seed = fields.whole("seed", 0, MOST, Hash.MURMUR3.seed());
        return new Hash(name, seed, (int) fields.whole("of", 1, Bucketing.BUCKETS, Hash.PERCENT));
    }

    static void write(Hash hash, ObjectNode node) {
        if (!hash.name().equals(Hash.MURMUR3.name())) {
            node.put("hash", hash.name());
        }
        if (hash.seed() != 0) {
            node.put("seed", hash.seed());
        }
        if (hash.of() != Hash.PERCENT) {
            node.put("of", hash.of());
        }
    }
}
