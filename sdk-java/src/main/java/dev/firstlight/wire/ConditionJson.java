package dev.firstlight.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Bucketing;
import dev.firstlight.core.Condition;
import dev.firstlight.core.Context;
import dev.firstlight.core.Operator;
import dev.firstlight.core.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conditions: {@code {"all": […]}}, {@code {"segment": …}}, {@code {"attribute", "op", "values"}} and so on. */
public final class ConditionJson {

    private ConditionJson() {}

    /**
     * Reads a condition.
     *
     * @param pointer where it stands in its document
     * @param mode whether what is not understood is a problem, or only {@link Condition.Unknown}. A field that is not
     *     known always counts as not understood: it may change the meaning of its condition
     * @param problems where problems are added
     */
    public static Condition read(JsonNode node, String pointer, Mode mode, List<Problem> problems) {
        List<Problem> found = new ArrayList<>();
        Condition condition = read(node, pointer, mode, found, problems);
        if (found.isEmpty()) {
            return condition;
        }
        if (mode == Mode.STRICT) {
            found.forEach(each -> Fields.note(problems, each.pointer(), each.detail()));
        }
        return new Condition.Unknown(found.get(0).detail());
    }

    private static Condition read(
            JsonNode node, String pointer, Mode mode, List<Problem> found, List<Problem> problems) {
        Fields fields = Fields.of(node, pointer, found);
        if (fields == null) {
            return new Condition.All(List.of());
        }
        if (fields.has("all")) {
            fields.only(Mode.STRICT, "all");
            return new Condition.All(fields.list("all", (part, at) -> read(part, at, mode, problems)));
        }
        if (fields.has("any")) {
            fields.only(Mode.STRICT, "any");
            return new Condition.Any(fields.list("any", (part, at) -> read(part, at, mode, problems)));
        }
        if (fields.has("not")) {
            fields.only(Mode.STRICT, "not");
            return new Condition.Not(read(node.get("not"), fields.at("not"), mode, problems));
        }
        if (fields.has("segment")) {
            fields.only(Mode.STRICT, "segment");
            return new Condition.InSegment(fields.text("segment"));
        }
        if (fields.has("bucket")) {
            fields.only(Mode.STRICT, "bucket");
            return bucket(node.get("bucket"), fields.at("bucket"), found);
        }
        if (fields.has("every")) {
            fields.only(Mode.STRICT, "every");
            return leaf(node.get("every"), fields.at("every"), true, found);
        }
        return leaf(node, pointer, false, found);
    }

    private static Condition bucket(JsonNode node, String pointer, List<Problem> found) {
        Fields fields = Fields.of(node, pointer, found);
        if (fields == null) {
            return new Condition.All(List.of());
        }
        fields.only(Mode.STRICT, "by", "hash", "seed", "of", "salt", "from", "to");
        return new Condition.InBucket(
                fields.text("by", Context.TARGETING_KEY),
                HashJson.read(fields),
                fields.text("salt"),
                (int) fields.whole("from", 0, Bucketing.BUCKETS),
                (int) fields.whole("to", 0, Bucketing.BUCKETS));
    }

    private static Condition leaf(JsonNode node, String pointer, boolean every, List<Problem> found) {
        Fields fields = Fields.of(node, pointer, found);
        if (fields == null) {
            return new Condition.All(List.of());
        }
        fields.only(Mode.STRICT, "attribute", "op", "value", "values", "ignoreCase");
        return new Condition.Leaf(
                fields.text("attribute"),
                fields.text("op"),
                values(fields, node, pointer, found),
                fields.bool("ignoreCase", false),
                every);
    }

    private static List<Object> values(Fields fields, JsonNode node, String pointer, List<Problem> found) {
        if (fields.has("value") && fields.has("values")) {
            Fields.note(found, pointer, "Both 'value' and 'values' are there; remove one of them.");
        }
        Operator operator = Operator.of(fields.text("op", ""));
        if (operator != null && operator.operands() == Operator.Operands.MANY && !fields.has("value")) {
            fields.required("values");
        }
        if (fields.has("value")) {
            Object value = scalar(node.get("value"), pointer + "/value", found);
            return value == null ? List.of() : List.of(value);
        }
        return fields.list("values", (element, at) -> scalar(element, at, found));
    }

    private static @Nullable Object scalar(JsonNode node, String at, List<Problem> found) {
        if (!node.isValueNode() || node.isNull()) {
            Fields.note(found, at, "A condition compares with strings, numbers and booleans; write one of these.");
            return null;
        }
        return Json.value(node);
    }

    /** The condition as {@link #read} takes it; one that was not understood cannot be written. */
    public static ObjectNode write(Condition condition) {
        ObjectNode node = Json.object();
        if (condition instanceof Condition.All all) {
            node.set("all", writeAll(all.conditions()));
        } else if (condition instanceof Condition.Any any) {
            node.set("any", writeAll(any.conditions()));
        } else if (condition instanceof Condition.Not not) {
            node.set("not", write(not.condition()));
        } else if (condition instanceof Condition.InSegment in) {
            node.put("segment", in.segment());
        } else if (condition instanceof Condition.InBucket in) {
            node.set("bucket", write(in));
        } else if (condition instanceof Condition.Leaf leaf && leaf.every()) {
            node.set("every", write(leaf));
        } else if (condition instanceof Condition.Leaf leaf) {
            return write(leaf);
        } else {
            throw new IllegalArgumentException("a condition that was not understood cannot be written");
        }
        return node;
    }

    private static ArrayNode writeAll(List<Condition> conditions) {
        ArrayNode list = Json.list();
        conditions.forEach(condition -> list.add(write(condition)));
        return list;
    }

    private static ObjectNode write(Condition.InBucket in) {
        ObjectNode node = Json.object().put("by", in.by());
        HashJson.write(in.hash(), node);
        return node.put("salt", in.salt()).put("from", in.from()).put("to", in.to());
    }

    private static ObjectNode write(Condition.Leaf leaf) {
        ObjectNode node = Json.object().put("attribute", leaf.attribute()).put("op", leaf.op());
        Operator operator = Operator.of(leaf.op());
        if (operator != null && operator.operands() == Operator.Operands.MANY) {
            node.set("values", Json.node(leaf.values()));
        } else if (!leaf.values().isEmpty()) {
            node.set("value", Json.node(leaf.values().get(0)));
        }
        if (leaf.ignoreCase()) {
            node.put("ignoreCase", true);
        }
        return node;
    }
}
