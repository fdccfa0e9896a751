package dev.firstlight.core;

import org.jspecify.annotations.Nullable;

/**
 * What splits served one context, so that its bucket is computed once for each. Threads may share it: they see whole
 * entries or none, and one that gets lost is computed again.
 */
final class SplitMemo {

    /** That one split has been asked. Contexts that live for one evaluation remember nothing more. */
    static final SplitMemo FIRST = new SplitMemo(0);

    /** For a context that is asked once for each flag: it never remembers anything. */
    static final SplitMemo NEVER = new SplitMemo(0);

    private static final int LEAST = 4;
    private static final int MOST = 256;

    private record Entry(SplitServe split, Evaluation served) {}

    private final @Nullable Entry[] entries;

    private SplitMemo(int size) {
        this.entries = new Entry[size];
    }

    /** Null where the split was not asked, or that is forgotten. */
    @Nullable
    Evaluation get(SplitServe split) {
        int mask = entries.length - 1;
        Entry entry = mask < 0 ? null : entries[split.slot & mask];
        return entry != null && entry.split == split ? entry.served : null;
    }

    /** The memo to use from now on; this one, unless it is too small. */
    SplitMemo with(SplitServe split, Evaluation served) {
        if (this == NEVER) {
            return this;
        }
        if (entries.length == 0) {
            return new SplitMemo(LEAST).with(split, served);
        }
        int at = split.slot & (entries.length - 1);
        Entry there = entries[at];
        // An entry of an older ruleset has the same slot, and makes room.
        if (there != null && there.split.slot != split.slot && entries.length < MOST) {
            SplitMemo larger = new SplitMemo(2 * entries.length);
            for (Entry entry : entries) {
                if (entry != null) {
                    larger.entries[entry.split.slot & (larger.entries.length - 1)] = entry;
                }
            }
            return larger.with(split, served);
        }
        entries[at] = new Entry(split, served);
        return this;
    }
}
