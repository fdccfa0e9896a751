package dev.firstlight.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a split serves in some regions: the first entry that names the region, or a group that holds it, counts. */
final class Regional {

    /** A group, and which entry names it first. */
    private record Group(Set<String> regions, int entry) {}

    private final RegionGroups known;
    private final List<SplitServe.Ranges> entries = new ArrayList<>();
    private final Map<String, Integer> regions = new HashMap<>();
    private final List<Group> groups = new ArrayList<>();
    private final Set<String> named = new HashSet<>();

    Regional(RegionGroups known) {
        this.known = known;
    }

    /** Adds the next entry. */
    void add(List<String> names, SplitServe.Ranges ranges) {
        for (String name : names) {
            if (named.add(name)) {
                Set<String> group = known.get(name);
                if (group == null) {
                    regions.put(name, entries.size());
                } else {
                    groups.add(new Group(group, entries.size()));
                }
            }
        }
        entries.add(ranges);
    }

    boolean isEmpty() {
        return named.isEmpty();
    }

    /** Null where no entry holds the region. */
    SplitServe.@Nullable Ranges in(String region) {
        int entry = regions.getOrDefault(region, entries.size());
        for (int i = 0; i < groups.size() && groups.get(i).entry < entry; i++) {
            if (groups.get(i).regions.contains(region)) {
                entry = groups.get(i).entry;
            }
        }
        return entry < entries.size() ? entries.get(entry) : null;
    }
}
