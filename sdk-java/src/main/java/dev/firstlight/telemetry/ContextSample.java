package dev.firstlight.telemetry;

import dev.firstlight.core.Context;
import dev.firstlight.core.KeyedHash;
import dev.firstlight.wire.SamplingRules;
import dev.firstlight.wire.TelemetryBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Some of the contexts that ask: one of each unit, those of the lowest rank, and a unit again only after an hour. All
 * instances prefer the same units, so that what they send together is a sample of all units, uniform whatever instance
 * a unit asks and however often. Nothing is looked at before the server has said by which rules.
 */
final class ContextSample {

    /** So many at a time. */
    static final int MOST = 100;

    /** A batch's share of bytes. */
    private static final int MOST_BYTES = 140_000;

    private static final int MOST_KNOWN = 20_000;
    private static final long FORGOTTEN = Duration.ofHours(1).toNanos();

    private final Set<String> hidden;
    /** The ranks of units that wait or were sent lately. */
    private final Set<Long> known = ConcurrentHashMap.newKeySet();

    /** Null while the server wants no contexts. */
    private volatile @Nullable KeyedHash hash;
    /** Units of this rank, or a higher one, have no chance. */
    private volatile long limit = KeyedHash.RANKS;

    // Guarded by this.
    private @Nullable SamplingRules rules;
    private TreeMap<Long, Context> waiting = new TreeMap<>();
    private long forgetAt = System.nanoTime() + FORGOTTEN;

    /** A sample that never tells of these attributes. */
    ContextSample(Set<String> hidden) {
        this.hidden = hidden;
    }

    /** Considers a context. Cheap for nearly all of them: a hash of the targeting key, and a comparison. */
    void seen(Context context) {
        KeyedHash keyed = hash;
        String unit = keyed == null ? null : context.targetingKey();
        if (keyed == null || unit == null) {
            return;
        }
        long rank = keyed.rank(unit);
        if (rank < limit && !known.contains(rank)) {
            add(keyed, rank, context);
        }
    }

    private synchronized void add(KeyedHash keyed, long rank, Context context) {
        if (keyed != hash || rules == null || rank >= below(rules, context.region()) || !known.add(rank)) {
            return;
        }
        waiting.put(rank, context);
        if (waiting.size() > MOST) {
            known.remove(waiting.pollLastEntry().getKey());
        }
        if (waiting.size() == MOST) {
            limit = waiting.lastKey();
        }
    }

    private static long below(SamplingRules rules, @Nullable String region) {
        Long below = rules.below().get(region == null ? "" : region);
        return below == null ? KeyedHash.RANKS : below;
    }

    /** From now on by these rules; null where no contexts are wanted. */
    synchronized void follow(@Nullable SamplingRules next) {
        boolean same = next != null && rules != null && next.version() == rules.version();
        rules = next;
        if (same) {
            return;
        }
        waiting.clear();
        known.clear();
        limit = KeyedHash.RANKS;
        // A targeting key that is private has no unit that could be told from others.
        hash = next == null || hidden.contains(Context.TARGETING_KEY) ? null : KeyedHash.of(next.key());
    }

    /** The version of the rules that are followed, 0 while there are none. */
    synchronized long version() {
        return rules == null ? 0 : rules.version();
    }

    /** What waits, taken out. */
    List<TelemetryBatch.Sampled> drain() {
        TreeMap<Long, Context> taken;
        Disclosure disclosure;
        synchronized (this) {
            KeyedHash keyed = hash;
            if (keyed == null || rules == null) {
                return List.of();
            }
            taken = waiting;
            waiting = new TreeMap<>();
            limit = KeyedHash.RANKS;
            disclosure = new Disclosure(keyed, rules.clear(), hidden);
            if (System.nanoTime() - forgetAt > 0 || known.size() > MOST_KNOWN) {
                known.clear();
                forgetAt = System.nanoTime() + FORGOTTEN;
            }
        }
        List<TelemetryBatch.Sampled> sampled = new ArrayList<>(taken.size());
        int room = MOST_BYTES;
        for (Map.Entry<Long, Context> each : taken.entrySet()) {
            TelemetryBatch.Sampled one = disclosure.of(each.getValue());
            int bytes = Disclosure.bytes(one);
            if (bytes <= room) {
                room -= bytes;
                sampled.add(one);
            } else {
                known.remove(each.getKey()); // it may come again
            }
        }
        return sampled;
    }
}
