package dev.firstlight.core;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The region groups of a ruleset, made once: splits refer to them, since each may name each of them. */
final class RegionGroups {

    private final Map<String, Set<String>> groups = new HashMap<>();

    RegionGroups(Map<String, List<String>> groups) {
        groups.forEach((key, regions) -> this.groups.put(key, new HashSet<>(regions)));
    }

    /** The regions that a name stands for where it is that of a group; else null. */
    @Nullable
    Set<String> get(String name) {
        return groups.get(name);
    }
}
