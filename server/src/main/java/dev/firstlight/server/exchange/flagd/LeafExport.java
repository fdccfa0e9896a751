package dev.firstlight.server.exchange.flagd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.firstlight.core.Condition;
import dev.firstlight.server.exchange.Refused;
import dev.firstlight.server.exchange.Remarks;
import dev.firstlight.wire.Json;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One comparison as JsonLogic, which takes types for one another where we do not: so each asks for the type first. */
final class LeafExport {

    private static final Pattern VERSION =
            Pattern.compile(" *v?([0-9]+)(?:\\.([0-9]+))?(?:\\.([0-9]+))?(-[^+ ]+)?(?:\\+[^ ]*)? *");

    private final Condition.Leaf leaf;
    private final JsonNode variable;
    private final String pointer;
    private final Remarks remarks;

    LeafExport(Condition.Leaf leaf, JsonNode variable, String pointer, Remarks remarks) {
        this.leaf = leaf;
        this.variable = variable;
        this.pointer = pointer;
        this.remarks = remarks;
    }

    JsonNode write() {
        if (leaf.every()) {
            throw new Refused(pointer + "/every", "flagd does not look into lists; compare a single value.");
        }
        if (leaf.ignoreCase()) {
            throw new Refused(pointer + "/ignoreCase", "flagd compares letter by letter; list the spellings.");
        }
        return switch (leaf.op()) {
            case "exists" -> exists();
            case "in" -> LogicExport.among(variable, leaf.values());
            case "contains" -> any(text -> operation("in", Json.node(text), variable), leaf.values());
            case "startsWith" -> any(text -> operation("starts_with", variable, Json.node(text)), leaf.values());
            case "endsWith" -> any(text -> operation("ends_with", variable, Json.node(text)), leaf.values());
            case "<", "<=", ">", ">=" -> ordered(((Number) leaf.values().get(0)).doubleValue());
            case "semver=", "semver<", "semver<=", "semver>", "semver>=" -> version();
            default ->
                throw new Refused(
                        pointer + "/op", "flagd has nothing like '" + leaf.op() + "'; say it in other conditions.");
        };
    }

    private JsonNode exists() {
        return operation("!==", variable, Json.node(null));
    }

    private JsonNode any(Function<Object, JsonNode> one, List<Object> texts) {
        ArrayNode any = Json.list();
        for (Object text : texts) {
            // Some JsonLogic finds nothing in an empty text, not even the empty one.
            any.add(text.equals("") ? LogicExport.isText(variable) : one.apply(text));
        }
        return any.size() == 1 ? any.get(0) : Json.object().set("or", any);
    }

    /** Neither a text nor true or false, which would be taken for numbers, nor nothing, which would be 0. */
    private JsonNode ordered(double number) {
        ArrayNode all = Json.list()
                .add(LogicExport.not(LogicExport.isText(variable)))
                .add(LogicExport.not(LogicExport.among(variable, List.of(true, false))));
        if (Order.holds(0, leaf.op(), number)) {
            all.add(exists());
        }
        return Json.object().set("and", all.add(operation(leaf.op(), variable, Json.node(number))));
    }

    private JsonNode version() {
        Matcher version = VERSION.matcher(String.valueOf(leaf.values().get(0)));
        if (!version.matches()) {
            throw new Refused(pointer + "/value", "This is no version such as \"1.2.3\"; correct it first.");
        }
        remarks.differs(
                pointer,
                "A version with spaces around it is none there, and flagd may read what is no proper version.");
        String text = part(version, 1)
                + '.'
                + part(version, 2)
                + '.'
                + part(version, 3)
                + (version.group(4) == null ? "" : version.group(4));
        ArrayNode args = Json.list()
                .add(variable)
                .add(leaf.op().substring("semver".length()))
                .add(text);
        return Json.object()
                .set(
                        "and",
                        Json.list()
                                .add(LogicExport.isText(variable))
                                .add(Json.object().set("sem_ver", args)));
    }

    private static String part(Matcher version, int group) {
        return version.group(group) == null ? "0" : version.group(group);
    }

    private static JsonNode operation(String op, JsonNode left, JsonNode right) {
        return Json.object().set(op, Json.list().add(left).add(right));
    }
}
