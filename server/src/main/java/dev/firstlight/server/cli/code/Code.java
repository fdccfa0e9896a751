package dev.firstlight.server.cli.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a project is: as files say it, where any field may be missing, or as a server has it.
 *
 * @param name null where nothing is said
 * @param groups lists of regions
 * @param flags what flags are in all environments
 */
record Code(
        @Nullable String name,
        Own own,
        SortedMap<String, ObjectNode> regions,
        SortedMap<String, JsonNode> groups,
        SortedMap<String, Place> environments,
        SortedMap<String, ObjectNode> flags) {

    /** An environment: its segments and what flags do in it. */
    record Place(
            @Nullable String name, SortedMap<String, ObjectNode> segments, SortedMap<String, ObjectNode> targetings) {

        static Place empty(@Nullable String name) {
            return new Place(name, new TreeMap<>(), new TreeMap<>());
        }
    }

    static Code empty(@Nullable String name, Own own) {
        return new Code(name, own, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    Map<String, ObjectNode> targetings(String environment) {
        Place place = environments.get(environment);
        return place == null ? Map.of() : place.targetings();
    }

    Map<String, ObjectNode> segments(String environment) {
        Place place = environments.get(environment);
        return place == null ? Map.of() : place.segments();
    }
}
