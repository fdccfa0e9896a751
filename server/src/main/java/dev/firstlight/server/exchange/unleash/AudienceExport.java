package dev.firstlight.server.exchange.unleash;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Condition;
import dev.firstlight.core.Context;
import dev.firstlight.core.Problem;
import dev.firstlight.core.SegmentSpec;
import dev.firstlight.server.exchange.Conditions;
import dev.firstlight.server.exchange.Refused;
import dev.firstlight.wire.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Segments. Unleash's are lists of constraints: one that is no more than that stays a segment, any other is written out
 * where it is used.
 */
final class AudienceExport {

    private static final String IMPORTED = "segment-[1-9][0-9]{0,8}";

    private final Map<String, SegmentSpec> segments;
    private final Map<String, Integer> ids = new LinkedHashMap<>();
    private final Map<Integer, ObjectNode> written = new LinkedHashMap<>();
    private final Deque<String> within = new ArrayDeque<>();

    AudienceExport(Map<String, SegmentSpec> segments) {
        this.segments = segments;
        int highest = 0;
        for (String key : segments.keySet()) {
            if (key.matches(IMPORTED)) {
                ids.put(key, Integer.parseInt(key.substring(key.indexOf('-') + 1)));
                highest = Math.max(highest, ids.getOrDefault(key, 0));
            }
        }
        for (String key : segments.keySet()) {
            if (!ids.containsKey(key)) {
                ids.put(key, ++highest);
            }
        }
    }

    /** Those that features use. */
    ArrayNode written(ArrayNode features) {
        ArrayNode used = Json.list();
        written.forEach((id, segment) -> {
            for (var strategies : features.findValues("segments")) {
                for (var named : strategies) {
                    if (named.asInt() == id && !contains(used, id)) {
                        used.add(segment);
                    }
                }
            }
        });
        return used;
    }

    private static boolean contains(ArrayNode used, int id) {
        for (var one : used) {
            if (one.path("id").asInt() == id) {
                return true;
            }
        }
        return false;
    }

    /** The segment by its name, null where it has to be written out. */
    @Nullable
    Term named(String key, Alternatives alternatives) {
        SegmentSpec segment = segments.get(key);
        if (segment == null
                || segment.large() != null
                || !segment.included().isEmpty()
                || !segment.excluded().isEmpty()) {
            return null;
        }
        List<List<Term>> found = within(key, "", alternatives::of);
        if (found.size() != 1 || !found.get(0).stream().allMatch(term -> term.kind() == Term.Kind.CONSTRAINT)) {
            return null;
        }
        int id = ids.getOrDefault(key, 0);
        ObjectNode json = Json.object().put("id", id).put("name", key);
        ArrayNode constraints = json.putArray("constraints");
        found.get(0).forEach(term -> constraints.add(term.json()));
        written.put(id, json);
        return new Term(Term.Kind.SEGMENT, Json.object().put("id", id), Problem.at("/segments", key));
    }

    /** Reads what a segment stands for. */
    List<List<Term>> within(String key, String pointer, BiFunction<Condition, String, List<List<Term>>> read) {
        SegmentSpec segment = segments.get(key);
        if (segment == null) {
            throw new Refused(pointer, "There is no segment '" + key + "'; create it or name another.");
        }
        String at = Problem.at("/segments", key);
        if (segment.large() != null || within.contains(key)) {
            throw new Refused(at, "A large segment, or one that refers to itself, cannot be written out.");
        }
        within.push(key);
        try {
            return read.apply(whole(segment), at + "/when");
        } finally {
            within.pop();
        }
    }

    private static Condition whole(SegmentSpec segment) {
        List<Condition> any = new ArrayList<>();
        if (!segment.included().isEmpty()) {
            any.add(Conditions.leaf(Context.TARGETING_KEY, "in", segment.included()));
        }
        if (segment.when() != null) {
            any.add(segment.when());
        }
        Condition in = Conditions.any(any);
        return segment.excluded().isEmpty()
                ? in
                : Conditions.all(
                        List.of(Conditions.not(Conditions.leaf(Context.TARGETING_KEY, "in", segment.excluded())), in));
    }
}
