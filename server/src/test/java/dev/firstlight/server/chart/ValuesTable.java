package dev.firstlight.server.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The table of values in the chart's README, from the comments in values.yaml, its defaults, and the schema. */
final class ValuesTable {

    private static final Pattern KEY = Pattern.compile("( *)([A-Za-z][A-Za-z-]*):.*");
    private static final int LONGEST_DEFAULT = 60;

    /** A key of values.yaml with the comment above it; no comment where it has none. */
    record Value(String path, String meaning) {
        JsonNode in(JsonNode values) {
            return values.at("/" + path.replace('.', '/'));
        }

        boolean isAbove(Value other) {
            return other.path.startsWith(path + ".");
        }
    }

    private final JsonNode defaults;
    private final JsonNode schema;
    private final List<Value> values;

    ValuesTable(Path chart) throws IOException {
        this.defaults = Chart.YAML.readTree(chart.resolve("values.yaml").toFile());
        this.schema = Chart.YAML.readTree(chart.resolve("values.schema.json").toFile());
        this.values = values(Files.readAllLines(chart.resolve("values.yaml")));
    }

    static List<Value> values(List<String> lines) {
        List<Value> values = new ArrayList<>();
        List<String> path = new ArrayList<>();
        List<String> comment = new ArrayList<>();
        for (String line : lines) {
            Matcher key = KEY.matcher(line);
            if (line.strip().startsWith("#")) {
                comment.add(line.strip().substring(1).strip());
                continue;
            }
            if (key.matches()) {
                path.subList(key.group(1).length() / 2, path.size()).clear();
                path.add(key.group(2));
                values.add(new Value(String.join(".", path), String.join(" ", comment)));
            }
            comment.clear();
        }
        return values;
    }

    /** Keys that nobody would find in the table: neither they nor any key above them says what it is. */
    List<String> unexplained() {
        return values.stream()
                .filter(value -> value.meaning.isEmpty() && !isSection(value))
                .filter(value -> values.stream()
                        .noneMatch(above -> !above.meaning.isEmpty() && above.isAbove(value) && !isSection(above)))
                .map(Value::path)
                .toList();
    }

    /** Keys that the schema has and values.yaml has not: nobody would find them, either. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        missing("", schema, missing);
        return missing;
    }

    private void missing(String path, JsonNode type, List<String> missing) {
        resolved(type).path("properties").properties().forEach(each -> {
            String at = path.isEmpty() ? each.getKey() : path + "." + each.getKey();
            boolean known = values.stream().anyMatch(value -> value.path.equals(at));
            boolean within = values.stream().anyMatch(value -> at.startsWith(value.path + ".") && !isSection(value));
            if (!known && !within && !at.equals("global")) {
                missing.add(at);
            }
            missing(at, each.getValue(), missing);
        });
    }

    private boolean isSection(Value value) {
        return values.stream().anyMatch(other -> value.isAbove(other) && !other.meaning.isEmpty());
    }

    String asMarkdown() {
        StringBuilder table = new StringBuilder("| value | default | is | meaning |\n|---|---|---|---|\n");
        for (Value value : values) {
            if (isSection(value) && !value.meaning.isEmpty()) {
                table.append("| **`%s`** | | | %s |\n".formatted(value.path, value.meaning));
            } else if (!value.meaning.isEmpty()) {
                table.append("| `%s` | %s | %s | %s |\n"
                        .formatted(value.path, shown(value.in(defaults)), kind(type(value)), value.meaning));
            }
        }
        return table.toString();
    }

    private static String shown(JsonNode value) {
        if (value.isEmpty() && (value.isContainerNode() || value.asText().isEmpty())) {
            return value.isContainerNode() || value.isTextual() ? "none" : "`" + value.asText() + "`";
        }
        String text = value.isTextual() ? value.asText() : value.toString();
        return text.length() > LONGEST_DEFAULT ? "see `values.yaml`" : "`" + text + "`";
    }

    private JsonNode type(Value value) {
        JsonNode type = schema;
        for (String key : value.path.split("\\.")) {
            type = resolved(type).path("properties").path(key);
        }
        if (type.isMissingNode()) {
            throw new IllegalArgumentException("the schema does not know " + value.path);
        }
        return type;
    }

    private JsonNode resolved(JsonNode type) {
        return type.has("$ref") ? schema.at(type.path("$ref").asText().substring(1)) : type;
    }

    private String kind(JsonNode given) {
        JsonNode type = resolved(given);
        if (type.has("enum")) {
            return stream(type.path("enum"))
                    .map(each -> each.asText().isEmpty() ? "none" : "`" + each.asText() + "`")
                    .collect(Collectors.joining(", "));
        }
        if (type.has("anyOf")) {
            return stream(type.path("anyOf")).map(this::kind).distinct().collect(Collectors.joining(" or "));
        }
        if (type.has("const")) {
            return "`" + type.path("const").asText() + "`";
        }
        return switch (type.path("type").asText()) {
            case "string" -> "text";
            case "array" -> "list";
            case "object" -> "map";
            case "boolean" -> "`true`, `false`";
            case "number" -> "number";
            case "integer" ->
                type.path("minimum").asText() + " " + (type.has("maximum") ? "to " + type.path("maximum") : "or more");
            default -> throw new IllegalArgumentException("no word for " + type);
        };
    }

    private static java.util.stream.Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
