package dev.firstlight.server.guard;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Restarts that were folded before, so that a look costs the same however many there were. What it remembers could be
 * computed anew at any time, and nothing depends on whether it is.
 */
final class Onsets {
    private static final int MOST = 5_000;

    private final Map<Key, Folded> folded = new ConcurrentHashMap<>();

    /** One list of a metric's strata, in one release. */
    record Key(String release, String metric, int layer, Worse worse) {}

    private record Folded(List<List<Stratum>> restarts, LateOnset onset) {}

    /** The restarts at these counters, the oldest first. */
    LateOnset of(Key key, List<List<Stratum>> restarts) {
        Folded before = folded.get(key);
        boolean goesOn = before != null
                && before.restarts.size() <= restarts.size()
                && before.restarts.equals(restarts.subList(0, before.restarts.size()));
        LateOnset onset = goesOn && before != null ? before.onset : LateOnset.begin();
        int done = goesOn && before != null ? before.restarts.size() : 0;
        for (List<Stratum> then : restarts.subList(done, restarts.size())) {
            onset = new Counted(then, onset).restarted(key.worse).onset();
        }
        if (done < restarts.size() || !goesOn) {
            if (folded.size() >= MOST) {
                folded.clear();
            }
            folded.put(key, new Folded(List.copyOf(restarts), onset));
        }
        return onset;
    }
}
