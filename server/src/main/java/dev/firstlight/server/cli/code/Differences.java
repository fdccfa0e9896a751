package dev.firstlight.server.cli.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.cli.code.Change.FieldChange;
import dev.firstlight.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What differs between two versions of a thing, field by field; elements that have names are compared by them. */
final class Differences {

    /** Lists whose elements have names, and the member that is the name. */
    private static final Map<String, String> NAMED = Map.of("rules", "id", "prerequisites", "flag");

    private final List<FieldChange> found = new ArrayList<>();

    private Differences() {}

    static List<FieldChange> between(JsonNode before, JsonNode after) {
        Differences differences = new Differences();
        for (String field : names(before, after)) {
            differences.field(field, present(before, field), present(after, field));
        }
        return List.copyOf(differences.found);
    }

    private void field(String field, @Nullable JsonNode before, @Nullable JsonNode after) {
        if (same(before, after)) {
            return;
        }
        String name = NAMED.get(field);
        if (name != null) {
            members(field, byName(before, name), byName(after, name));
            List<String> had = new ArrayList<>(byName(before, name).keySet());
            List<String> has = new ArrayList<>(byName(after, name).keySet());
            had.retainAll(has);
            has.retainAll(new ArrayList<>(had));
            if (!had.equals(has)) {
                found.add(new FieldChange(field, Json.node(had), Json.node(has)));
            }
        } else if (field.equals(Field.VARIANTS) && before != null && after != null) {
            members(field, map(before), map(after));
        } else {
            found.add(new FieldChange(field, before, after));
        }
    }

    private void members(String field, Map<String, JsonNode> before, Map<String, JsonNode> after) {
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            JsonNode was = before.get(name);
            JsonNode is = after.get(name);
            if (field.equals("rules") && was != null && is != null) {
                for (String part : names(was, is)) {
                    if (!same(present(was, part), present(is, part))) {
                        found.add(new FieldChange(
                                field + "/" + name + "/" + part, present(was, part), present(is, part)));
                    }
                }
            } else if (!same(was, is)) {
                found.add(new FieldChange(field + "/" + name, was, is));
            }
        }
    }

    private static boolean same(@Nullable JsonNode before, @Nullable JsonNode after) {
        return before == null ? after == null : before.equals(after);
    }

    private static Map<String, JsonNode> byName(@Nullable JsonNode list, String name) {
        Map<String, JsonNode> named = new LinkedHashMap<>();
        if (list != null) {
            list.forEach(element -> named.put(element.path(name).asText(), element));
        }
        return named;
    }

    private static Map<String, JsonNode> map(JsonNode node) {
        Map<String, JsonNode> map = new LinkedHashMap<>();
        node.properties().forEach(member -> map.put(member.getKey(), member.getValue()));
        return map;
    }

    private static Set<String> names(JsonNode before, JsonNode after) {
        Set<String> names = new LinkedHashSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static @Nullable JsonNode present(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.get(field) : null;
    }

    /** The merge patch (RFC 7396) that makes one map of the other, without what it takes away where that is to wait. */
    static ObjectNode patch(JsonNode before, JsonNode after, boolean removing) {
        ObjectNode patch = Json.object();
        after.properties().forEach(member -> {
            JsonNode was = before.get(member.getKey());
            JsonNode is = member.getValue();
            if (was instanceof ObjectNode && is instanceof ObjectNode && !was.equals(is)) {
                patch.set(member.getKey(), patch(was, is, true));
            } else if (!same(was, is)) {
                patch.set(member.getKey(), is);
            }
        });
        if (removing) {
            before.fieldNames().forEachRemaining(name -> {
                if (!after.has(name)) {
                    patch.putNull(name);
                }
            });
        }
        return patch;
    }

    /** Whether the patch would have to put a null somewhere, which to a merge patch means to take away. */
    static boolean setsNull(JsonNode before, JsonNode after) {
        for (Map.Entry<String, JsonNode> member : after.properties()) {
            JsonNode was = before.get(member.getKey());
            JsonNode is = member.getValue();
            boolean inside = is.isObject() && setsNull(was == null ? Json.object() : was, is);
            if (inside || is.isNull() && !is.equals(was)) {
                return true;
            }
        }
        return false;
    }
}
