package dev.firstlight.server.cli.code;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the server has and the code does not speak of, where that is to go.
 *
 * @param segments by environment; only of environments that the code speaks of
 */
record Removal(Set<String> groups, Set<String> flags, Map<String, Set<String>> segments) {

    static final Removal NOTHING = new Removal(Set.of(), Set.of(), Map.of());

    static Removal of(Code said, ServerState state) {
        Code there = state.code();
        Set<String> flags = without(there.flags().keySet(), said.flags().keySet());
        said.environments()
                .values()
                .forEach(place -> flags.removeAll(place.targetings().keySet()));
        Map<String, Set<String>> segments = new TreeMap<>();
        if (said.own().has("segments")) {
            said.environments()
                    .forEach((key, place) -> segments.put(
                            key,
                            without(
                                    there.segments(key).keySet(),
                                    place.segments().keySet())));
        }
        Set<String> groups = said.own().has("regionGroups")
                ? without(there.groups().keySet(), said.groups().keySet())
                : Set.of();
        return new Removal(groups, flags, segments);
    }

    private static Set<String> without(Set<String> all, Set<String> kept) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(kept);
        return rest;
    }
}
