package dev.firstlight.server.cli.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Problem;
import dev.firstlight.server.cli.yaml.Mistake;
import dev.firstlight.server.cli.yaml.MistakesException;
import dev.firstlight.server.cli.yaml.Place;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** What is wrong with the code: all of it, before anything is done. */
final class Complaints {

    private final Map<String, Place> places;
    private final Set<Mistake> found = new LinkedHashSet<>();

    Complaints(Map<String, Place> places) {
        this.places = places;
    }

    /** Adds a mistake; its place is that of the nearest thing that is in a file. */
    void add(String pointer, String detail) {
        String at = pointer;
        while (!places.containsKey(at)) {
            at = at.substring(0, at.lastIndexOf('/'));
        }
        found.add(new Mistake(places.getOrDefault(at, new Place("", 0)), pointer, detail));
    }

    /** Refuses where something is wrong. */
    void end() {
        if (!found.isEmpty()) {
            throw new MistakesException(List.copyOf(found));
        }
    }

    /** Notes members that nobody knows. */
    void only(ObjectNode node, String pointer, List<String> known) {
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                add(
                        Problem.at(pointer, name),
                        "Unknown field \"" + name + "\"; take it out or use one of " + String.join(", ", known) + ".");
            }
        });
    }

    /** Visits the members of a map of things that have keys; what is no object, or no key, is a mistake. */
    void each(JsonNode map, String pointer, BiConsumer<String, JsonNode> visit) {
        if (map.isMissingNode() || map.isNull()) {
            return;
        }
        if (!(map instanceof ObjectNode object)) {
            add(pointer, "This is no map; write keys, each with what it stands for.");
            return;
        }
        object.properties().forEach(member -> {
            if (member.getKey().matches("[a-z0-9][a-z0-9._-]{0,63}")) {
                visit.accept(member.getKey(), member.getValue());
            } else {
                add(
                        Problem.at(pointer, member.getKey()),
                        "A key has 1 to 64 of a-z, 0-9, '.', '_' and '-' and begins with a letter or digit; rename it.");
            }
        });
    }
}
