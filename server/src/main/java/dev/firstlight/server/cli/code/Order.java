package dev.firstlight.server.cli.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Things that name one another, those that are named first. With no cycle in the whole, no step on the way makes one. */
final class Order {

    private final Map<String, Set<String>> named;
    private final Set<String> ordered = new LinkedHashSet<>();
    private final Set<String> begun = new TreeSet<>();

    private Order(Map<String, Set<String>> named) {
        this.named = named;
    }

    static List<String> segments(Map<String, ObjectNode> segments) {
        return of(segments, segment -> {
            Set<String> names = new TreeSet<>();
            segments(segment.path("when"), names);
            return names;
        });
    }

    static List<String> flags(Map<String, ObjectNode> targetings) {
        return of(targetings, targeting -> {
            Set<String> names = new TreeSet<>();
            targeting
                    .path("prerequisites")
                    .forEach(one -> names.add(one.path("flag").asText()));
            return names;
        });
    }

    private static List<String> of(Map<String, ObjectNode> things, Function<ObjectNode, Set<String>> names) {
        Map<String, Set<String>> named = new TreeMap<>();
        things.forEach((key, thing) -> named.put(key, names.apply(thing)));
        Order order = new Order(named);
        named.keySet().forEach(order::visit);
        return List.copyOf(order.ordered);
    }

    static List<String> reversed(List<String> order) {
        List<String> reversed = new ArrayList<>(order);
        Collections.reverse(reversed);
        return reversed;
    }

    private void visit(String key) {
        if (named.containsKey(key) && begun.add(key)) {
            named.getOrDefault(key, Set.of()).forEach(this::visit);
            ordered.add(key);
        }
    }

    private static void segments(JsonNode condition, Set<String> names) {
        if (condition.path("segment").isTextual()) {
            names.add(condition.path("segment").asText());
        }
        condition.path("all").forEach(part -> segments(part, names));
        condition.path("any").forEach(part -> segments(part, names));
        if (condition.has("not")) {
            segments(condition.path("not"), names);
        }
    }
}
