package dev.firstlight.server.cli.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Problem;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What is wrong with what describes flags, regions and groups; what flags do is judged by {@link Rulesets}. */
final class Shapes {

    private static final int LONGEST = 2_000;
    private static final double POLE = 90;
    private static final double DATE_LINE = 180;

    private record Shape(Predicate<JsonNode> fits, String sentence) {}

    private static final Shape TEXT = new Shape(
            node -> node.isTextual() && node.textValue().length() <= LONGEST,
            "is a string of at most 2,000 characters; words like true and numbers need quotation marks.");
    private static final Shape TEXTS =
            new Shape(node -> node.isArray() && all(node, JsonNode::isTextual), "is a list of strings.");
    private static final Map<String, Shape> SHAPES = Map.ofEntries(
            Map.entry("name", TEXT),
            Map.entry("description", TEXT),
            Map.entry("owner", TEXT),
            Map.entry("lifetime", TEXT),
            Map.entry("salt", TEXT),
            Map.entry("tags", TEXTS),
            Map.entry("links", new Shape(JsonNode::isArray, "is a list of objects with \"url\" and \"title\".")),
            Map.entry("schema", new Shape(JsonNode::isObject, "is a JSON Schema, a map.")),
            Map.entry("clientVisible", new Shape(JsonNode::isBoolean, "is true or false.")),
            Map.entry(
                    "countries",
                    new Shape(
                            node -> node.isArray()
                                    && all(node, one -> one.asText().matches("[A-Z]{2}")),
                            "is a list of ISO 3166-1 codes of two capital letters.")),
            Map.entry("latitude", within(POLE)),
            Map.entry("longitude", within(DATE_LINE)));

    private final Complaints complaints;

    private Shapes(Complaints complaints) {
        this.complaints = complaints;
    }

    private static boolean all(JsonNode list, Predicate<JsonNode> fits) {
        for (JsonNode element : list) {
            if (!fits.test(element)) {
                return false;
            }
        }
        return true;
    }

    private static Shape within(double most) {
        return new Shape(
                node -> node.isNumber() && Math.abs(node.doubleValue()) <= most,
                "is a number from -" + (int) most + " to " + (int) most + ".");
    }

    static void check(Code wanted, Set<String> regions, Complaints complaints) {
        Shapes shapes = new Shapes(complaints);
        wanted.regions().forEach((key, region) -> shapes.check(Problem.at("/regions", key), region));
        wanted.groups().forEach((key, group) -> shapes.group(Problem.at("/regionGroups", key), key, group, regions));
        wanted.flags().forEach((key, flag) -> shapes.check(Problem.at("/flags", key), flag));
    }

    private void check(String pointer, ObjectNode thing) {
        thing.properties().forEach(field -> {
            Shape shape = SHAPES.get(field.getKey());
            if (shape != null && !field.getValue().isNull() && !shape.fits().test(field.getValue())) {
                complaints.add(Problem.at(pointer, field.getKey()), "\"" + field.getKey() + "\" " + shape.sentence());
            }
        });
    }

    private void group(String pointer, String key, JsonNode group, Set<String> regions) {
        if (!TEXTS.fits().test(group) || group.isEmpty()) {
            complaints.add(pointer, "A group is a list of at least one region.");
            return;
        }
        if (regions.contains(key)) {
            complaints.add(pointer, "A region has the key \"" + key + "\"; a group needs another.");
        }
        for (int i = 0; i < group.size(); i++) {
            if (!regions.contains(group.get(i).asText())) {
                complaints.add(
                        Problem.at(pointer, i),
                        "There is no region \"" + group.get(i).asText() + "\"; known are " + String.join(", ", regions)
                                + ".");
            }
        }
    }
}
