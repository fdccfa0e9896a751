package dev.firstlight.telemetry;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was seen lately, in bounded memory and without a lock for what it knows. Two generations: when the
 * younger is full it becomes the elder, and what is not asked for again is forgotten with it.
 */
final class RecentSet<T> {

    private final int half;
    private volatile Set<T> young = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Set<T> old;

    RecentSet(int capacity) {
        this.half = Math.max(1, capacity / 2);
    }

    /** True where it was not remembered; it is from now on. */
    boolean add(T element) {
        if (young.contains(element)) {
            return false;
        }
        Set<T> elder = old;
        boolean known = elder != null && elder.contains(element);
        boolean added = young.add(element);
        if (added && young.size() > half) {
            rotate();
        }
        return added && !known;
    }

    private synchronized void rotate() {
        if (young.size() > half) {
            old = young;
            young = ConcurrentHashMap.newKeySet();
        }
    }
}
