package dev.firstlight.server.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Failure;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A PATCH of SCIM: RFC 7644, 3.5.2. Operations on what a resource looks like, one after the other. */
final class ScimPatch {

    private static final int MOST = 1_000;

    /** {@code attribute[filter]} or {@code attribute[filter].sub}; others are names with a point between. */
    private static final Pattern FILTERED = Pattern.compile("([^.\\[\\]]++)\\[([^\\]]*+)\\](?:\\.(\\w++))?");

    private ScimPatch() {}

    /** What a resource looks like after the operations. */
    static ObjectNode apply(ObjectNode request, ObjectNode resource) {
        JsonNode operations = request.path(ScimPath.in(request, "Operations"));
        if (!operations.isArray() || operations.isEmpty() || operations.size() > MOST) {
            throw refused("\"Operations\" is a list of 1 to " + MOST);
        }
        ObjectNode changed = resource.deepCopy();
        operations.forEach(operation -> apply(operation, changed));
        return changed;
    }

    private static void apply(JsonNode operation, ObjectNode resource) {
        Op op = Op.of(operation.path("op").asText());
        JsonNode value = operation.path("value");
        String path = ScimJson.text(operation.path("path"));
        if (op != Op.REMOVE && value.isMissingNode()) {
            throw refused("\"value\" is missing");
        }
        if (path != null) {
            at(op, path, value, resource);
        } else if (op != Op.REMOVE && value instanceof ObjectNode object) {
            object.properties().forEach(one -> at(op, one.getKey(), one.getValue(), resource));
        } else {
            throw refused("without \"path\", \"value\" is an object of what to add or replace");
        }
    }

    private static void at(Op op, String path, JsonNode value, ObjectNode resource) {
        Matcher filtered = FILTERED.matcher(ScimPath.plain(path));
        if (filtered.matches()) {
            elements(
                    op,
                    resource.path(ScimPath.in(resource, filtered.group(1))),
                    ScimFilter.read(filtered.group(2)),
                    filtered.group(3),
                    value);
            return;
        }
        String[] names = ScimPath.plain(path).split("\\.", -1);
        if (names.length > 2 || path.contains("[")) {
            throw refused("\"" + path + "\" is no path");
        }
        ObjectNode holder = resource;
        if (names.length == 2) {
            JsonNode inner = resource.path(ScimPath.in(resource, names[0]));
            holder = inner instanceof ObjectNode object ? object : resource.putObject(ScimPath.in(resource, names[0]));
        }
        String name = ScimPath.in(holder, names[names.length - 1]);
        switch (op) {
            case REMOVE -> remove(holder, name, value);
            case REPLACE -> holder.set(name, value);
            case ADD -> add(holder, name, value);
        }
    }

    /** Of a list those elements that are named, else all of it. */
    private static void remove(ObjectNode holder, String name, JsonNode value) {
        if (!(holder.get(name) instanceof ArrayNode list) || value.isMissingNode() || value.isNull()) {
            holder.remove(name);
            return;
        }
        for (JsonNode gone :
                value.isArray() ? value : JsonNodeFactory.instance.arrayNode().add(value)) {
            for (int i = list.size() - 1; i >= 0; i--) {
                if (same(list.get(i), gone)) {
                    list.remove(i);
                }
            }
        }
    }

    private static void add(ObjectNode holder, String name, JsonNode value) {
        JsonNode now = holder.get(name);
        if (now instanceof ArrayNode list) {
            for (JsonNode more : value.isArray()
                    ? value
                    : JsonNodeFactory.instance.arrayNode().add(value)) {
                if (!has(list, more)) {
                    list.add(more);
                }
            }
        } else if (now instanceof ObjectNode object && value instanceof ObjectNode more) {
            object.setAll(more);
        } else {
            holder.set(name, value);
        }
    }

    private static boolean has(ArrayNode list, JsonNode value) {
        for (JsonNode one : list) {
            if (same(one, value)) {
                return true;
            }
        }
        return false;
    }

    /** Elements are told apart by what they call their value. */
    private static boolean same(JsonNode one, JsonNode other) {
        return one.has("value") && other.has("value") ? one.get("value").equals(other.get("value")) : one.equals(other);
    }

    private static void elements(
            Op op, JsonNode list, Predicate<JsonNode> filter, @Nullable String sub, JsonNode value) {
        boolean found = false;
        for (int i = list.size() - 1; i >= 0; i--) {
            if (list.get(i) instanceof ObjectNode element && filter.test(element)) {
                found = true;
                change(op, (ArrayNode) list, i, element, sub, value);
            }
        }
        if (!found && op == Op.REPLACE) {
            throw refused("nothing is there that the filter of the path names");
        }
    }

    private static void change(
            Op op, ArrayNode list, int index, ObjectNode element, @Nullable String sub, JsonNode value) {
        if (sub == null && op == Op.REMOVE) {
            list.remove(index);
        } else if (sub == null && value instanceof ObjectNode more) {
            element.setAll(more);
        } else if (sub == null) {
            throw refused("\"value\" is an object where \"path\" names a whole element");
        } else if (op == Op.REMOVE) {
            element.remove(ScimPath.in(element, sub));
        } else {
            element.set(ScimPath.in(element, sub), value);
        }
    }

    private static Failure refused(String why) {
        return Failure.malformed("/Operations", "These are no operations of a PATCH: " + why + ".");
    }

    private enum Op {
        ADD,
        REPLACE,
        REMOVE;

        static Op of(String word) {
            for (Op op : values()) {
                if (op.name().equals(word.toUpperCase(Locale.ROOT))) {
                    return op;
                }
            }
            throw refused("\"op\" is add, replace or remove");
        }
    }
}
