package dev.firstlight.server.chaos;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which variant each flag has at each {@link Position}, as the change log says it. */
final class Truth {

    private final Map<String, NavigableMap<Long, String>> flags = new HashMap<>();
    private long latest;

    void put(String flag, long position, String variant) {
        flags.computeIfAbsent(flag, key -> new TreeMap<>()).put(position, variant);
        reached(position);
    }

    /** It was reached, whatever it changed. */
    void reached(long position) {
        latest = Math.max(latest, position);
    }

    /** Null where the flag was not there yet. */
    @Nullable
    String at(String flag, long position) {
        NavigableMap<Long, String> known = flags.get(flag);
        Map.Entry<Long, String> entry = known == null ? null : known.floorEntry(position);
        return entry == null ? null : entry.getValue();
    }

    long latest() {
        return latest;
    }
}
