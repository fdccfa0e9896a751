package dev.firstlight.server.segment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.firstlight.core.SegmentSpec;
import dev.firstlight.server.environment.Difference;
import dev.firstlight.server.platform.Json;
import dev.firstlight.wire.SegmentJson;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What differs between two versions of a segment, as people speak of it. */
final class SegmentDifference {

    private static final int MOST_NAMED = 5;

    private final List<Difference> found = new ArrayList<>();

    private SegmentDifference() {}

    /** All differences; none where both hold the same. */
    static List<Difference> between(SegmentSpec before, SegmentSpec after) {
        SegmentDifference difference = new SegmentDifference();
        difference.keys("included", "belongs to it by name", before.included(), after.included());
        difference.keys("excluded", "is kept out by name", before.excluded(), after.excluded());
        JsonNode was = SegmentJson.write(before);
        JsonNode is = SegmentJson.write(after);
        if (!Objects.equals(before.when(), after.when())) {
            difference.found.add(new Difference(
                    "conditionChanged",
                    "/when",
                    was.get("when"),
                    is.get("when"),
                    after.when() == null ? "Nobody belongs to it by a condition." : "Its condition holds for others."));
        }
        if (!Objects.equals(before.large(), after.large())) {
            int had = before.large() == null ? 0 : before.large().count();
            int has = after.large() == null ? 0 : after.large().count();
            difference.found.add(new Difference(
                    "keysChanged",
                    "/large",
                    was.get("large"),
                    is.get("large"),
                    had == has
                            ? "Its large list holds other keys, as many as before."
                            : "Its large list has " + has + " keys instead of " + had + "."));
        }
        return List.copyOf(difference.found);
    }

    private void keys(String list, String words, List<String> before, List<String> after) {
        Set<String> added = new LinkedHashSet<>(after);
        added.removeAll(Set.copyOf(before));
        Set<String> removed = new LinkedHashSet<>(before);
        removed.removeAll(Set.copyOf(after));
        if (!added.isEmpty()) {
            found.add(
                    new Difference(list + "Added", "/" + list, null, json(added), some(added) + " now " + words + "."));
        }
        if (!removed.isEmpty()) {
            found.add(new Difference(
                    list + "Removed", "/" + list, json(removed), null, some(removed) + " no longer " + words + "."));
        }
    }

    private static ArrayNode json(Set<String> keys) {
        ArrayNode list = Json.object().arrayNode();
        keys.forEach(list::add);
        return list;
    }

    private static String some(Set<String> keys) {
        String first = String.join(", ", keys.stream().limit(MOST_NAMED).toList());
        return keys.size() <= MOST_NAMED ? first : first + " and " + (keys.size() - MOST_NAMED) + " more";
    }
}
