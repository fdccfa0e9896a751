package dev.firstlight.server.cli.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.firstlight.server.cli.code.Change.FieldChange;
import dev.firstlight.wire.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A plan as people read it. */
final class Words {

    private static final int LONGEST = 160;
    private static final int BUCKETS_PER_PERCENT = 1_000;

    private Words() {}

    /** The lines of a change: what it is about, then each field. */
    static List<String> lines(Change change) {
        List<String> lines = new ArrayList<>();
        lines.add(change.sign() + " " + change.name());
        change.fields().forEach(field -> lines.add("    " + line(field, change.before() == null)));
        return lines;
    }

    private static String line(FieldChange field, boolean made) {
        JsonNode before = field.before();
        JsonNode after = field.after();
        String name = field.field();
        if (made || before == null) {
            return (made ? "" : "+ ") + name + ": " + value(name, after);
        }
        if (after == null) {
            return "- " + name + ": " + value(name, before);
        }
        if (before instanceof ArrayNode had && after instanceof ArrayNode has && isTexts(had) && isTexts(has)) {
            return name + ": " + moved(had, has);
        }
        return name + ": " + value(name, before) + " → " + value(name, after);
    }

    private static boolean isTexts(ArrayNode list) {
        for (JsonNode element : list) {
            if (!element.isTextual()) {
                return false;
            }
        }
        return true;
    }

    /** Elements that come and go; where there are none, the new order. */
    private static String moved(ArrayNode had, ArrayNode has) {
        List<String> words = new ArrayList<>();
        List<JsonNode> before = new ArrayList<>();
        had.forEach(before::add);
        List<JsonNode> after = new ArrayList<>();
        has.forEach(after::add);
        after.stream().filter(one -> !before.contains(one)).forEach(one -> words.add("+" + one.asText()));
        before.stream().filter(one -> !after.contains(one)).forEach(one -> words.add("-" + one.asText()));
        return words.isEmpty() ? "in another order: " + json(has) : shortened(String.join(" ", words));
    }

    private static String value(String field, @Nullable JsonNode value) {
        if (value == null) {
            return "nothing";
        }
        if (field.equals("enabled")) {
            return value.asBoolean() ? "on" : "off";
        }
        if (field.equals(Field.DEFAULT) || field.endsWith("/serve")) {
            return serve(value);
        }
        if (field.startsWith("rules/") && value.has("serve")) {
            return json(value.path("when")) + " serves " + serve(value.path("serve"));
        }
        return json(value);
    }

    private static String serve(JsonNode serve) {
        JsonNode split = serve.path("split");
        if (!split.isObject()) {
            return serve.path("variant").asText();
        }
        StringBuilder words = new StringBuilder();
        for (JsonNode regional : split.path("regions")) {
            List<String> in = new ArrayList<>();
            regional.path("in").forEach(name -> in.add(name.asText()));
            words.append(shares(regional.path("ranges")))
                    .append(" in ")
                    .append(String.join(", ", in))
                    .append("; ");
        }
        words.append(shares(split.path("ranges")));
        List<String> how = new ArrayList<>();
        split.properties().forEach(member -> {
            boolean usual =
                    member.getKey().equals("by") && member.getValue().asText().equals("targetingKey");
            if (!member.getValue().isArray() && !usual) {
                how.add(member.getKey() + " " + member.getValue().asText());
            }
        });
        return words + (how.isEmpty() ? "" : " (" + String.join(", ", how) + ")");
    }

    private static String shares(JsonNode ranges) {
        Map<String, Integer> weights = new LinkedHashMap<>();
        int from = 0;
        for (JsonNode range : ranges) {
            weights.merge(range.path("variant").asText(), range.path("to").asInt() - from, Integer::sum);
            from = range.path("to").asInt();
        }
        List<String> words = new ArrayList<>();
        weights.forEach((variant, buckets) -> words.add(variant + " "
                + BigDecimal.valueOf(buckets)
                        .divide(BigDecimal.valueOf(BUCKETS_PER_PERCENT))
                        .stripTrailingZeros()
                        .toPlainString()
                + " %"));
        return String.join(", ", words);
    }

    private static String json(JsonNode node) {
        return shortened(new String(Json.bytes(node), StandardCharsets.UTF_8));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
