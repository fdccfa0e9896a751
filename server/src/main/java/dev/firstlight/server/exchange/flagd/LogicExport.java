package dev.firstlight.server.exchange.flagd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Bucketing;
import dev.firstlight.core.Condition;
import dev.firstlight.core.Context;
import dev.firstlight.core.Problem;
import dev.firstlight.server.exchange.Refused;
import dev.firstlight.server.exchange.Remarks;
import dev.firstlight.wire.Json;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Conditions of one flag as JsonLogic. */
final class LogicExport {

    /** What {@code var} reads as we do: neither flagd's own properties nor places in lists. */
    private static final Pattern READABLE = Pattern.compile("(?!\\$flagd\\b)[^.]+(?:\\.(?![0-9]+(\\.|$))[^.]+)*+");

    private final SegmentExport segments;
    private final Remarks remarks;
    private final Map<String, JsonNode> used = new LinkedHashMap<>();
    private final Deque<String> within = new ArrayDeque<>();

    LogicExport(SegmentExport segments, Remarks remarks) {
        this.segments = segments;
        this.remarks = remarks;
    }

    /** The segments that conditions named. */
    Map<String, JsonNode> used() {
        return used;
    }

    JsonNode condition(Condition condition, String pointer) {
        if (condition instanceof Condition.All all) {
            return joined("and", all.conditions(), pointer + "/all");
        }
        if (condition instanceof Condition.Any any) {
            return joined("or", any.conditions(), pointer + "/any");
        }
        if (condition instanceof Condition.Not not) {
            return not(condition(not.condition(), pointer + "/not"));
        }
        if (condition instanceof Condition.InSegment in) {
            return segment(in.segment(), pointer + "/segment");
        }
        if (condition instanceof Condition.InBucket in) {
            if (in.from() != 0 || in.to() != Bucketing.BUCKETS) {
                throw new Refused(pointer + "/bucket", "A condition there cannot ask for a bucket; use a split.");
            }
            return isText(unit(in.by(), pointer + "/bucket/by"));
        }
        if (condition instanceof Condition.Leaf leaf) {
            return new LeafExport(leaf, attribute(leaf.attribute(), pointer + "/attribute"), pointer, remarks).write();
        }
        throw new Refused(pointer, ((Condition.Unknown) condition).detail());
    }

    /** JsonLogic takes nothing at all for false, whichever way it is joined. */
    private JsonNode joined(String op, List<Condition> conditions, String pointer) {
        if (conditions.isEmpty()) {
            return Json.node(op.equals("and"));
        }
        ArrayNode parts = Json.list();
        for (int i = 0; i < conditions.size(); i++) {
            parts.add(condition(conditions.get(i), Problem.at(pointer, i)));
        }
        return Json.object().set(op, parts);
    }

    /** Within a segment another one is written out: flagd puts evaluators in place in no certain order. */
    private JsonNode segment(String key, String pointer) {
        if (within.contains(key)) {
            throw new Refused(pointer, "The segment '" + key + "' refers to itself; correct it first.");
        }
        within.push(key);
        ObjectNode written = segments.write(key, pointer, this);
        within.pop();
        if (!within.isEmpty()) {
            return written;
        }
        used.put(key, written);
        return Json.object().put("$ref", key);
    }

    /** The attribute that names a unit. */
    JsonNode unit(String by, String pointer) {
        if (!by.equals(Context.TARGETING_KEY)) {
            remarks.differs(
                    pointer, "A whole number is a unit here, and there only a text is; send '" + by + "' as a text.");
        }
        return attribute(by, pointer);
    }

    private JsonNode attribute(String name, String pointer) {
        if (!READABLE.matcher(name).matches()) {
            throw new Refused(pointer, "flagd reads something else by the name '" + name + "'; rename the attribute.");
        }
        if (name.indexOf('.') >= 0) {
            remarks.differs(
                    pointer,
                    "An attribute whose own name holds a dot is not found there; send objects within objects.");
        }
        if (name.equals("region")) {
            region(pointer);
        }
        return variable(name);
    }

    /** That nobody but the application says there where it is. */
    void region(String pointer) {
        remarks.differs(pointer, "flagd does not know where an application runs; send the attribute 'region'.");
    }

    static JsonNode variable(String name) {
        return Json.object().put("var", name);
    }

    static JsonNode not(JsonNode logic) {
        return Json.object().set("!", Json.list().add(logic));
    }

    static JsonNode among(JsonNode variable, List<?> values) {
        return Json.object().set("in", Json.list().add(variable).add(Json.node(values)));
    }

    /** Every text begins with the empty one, and nothing else does. */
    static JsonNode isText(JsonNode variable) {
        return Json.object().set("starts_with", Json.list().add(variable).add(""));
    }
}
