package dev.firstlight.server.apifuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Values that a schema allows. */
final class Values {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 7;
    private static final List<String> WORDS =
            List.of("alpha", "Beta 2", "naïve", "日本", "emoji 🙂", "x", "a.b-c_d", "O'Hara", "\"quoted\"", "tab\there");

    private final ApiDocument document;
    private final Pool pool;
    private final SplittableRandom random;

    Values(ApiDocument document, Pool pool, SplittableRandom random) {
        this.document = document;
        this.pool = pool;
        this.random = random;
    }

    /** A value of a schema, for a field or parameter of a name. */
    JsonNode of(JsonNode schema, String name) {
        return of(schema, name, 0);
    }

    private JsonNode of(JsonNode sent, String name, int depth) {
        JsonNode schema = document.resolve(sent);
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (schema.has("enum")) {
            return any(schema.get("enum"));
        }
        for (String choice : List.of("oneOf", "anyOf")) {
            if (schema.has(choice)) {
                // Deep down the first choice, which is the plainest.
                JsonNode chosen = depth > DEEPEST ? schema.get(choice).get(0) : any(schema.get(choice));
                return of(schema.has("properties") ? both(schema, choice, chosen) : chosen, name, depth + 1);
            }
        }
        if (schema.has("allOf")) {
            ObjectNode all = NODES.objectNode();
            schema.get("allOf").forEach(part -> {
                if (of(part, name, depth) instanceof ObjectNode one) {
                    all.setAll(one);
                }
            });
            return all;
        }
        return switch (type(schema)) {
            case "null" -> NODES.nullNode();
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            case "integer" -> integer(schema, name);
            case "number" -> number(schema);
            case "array" -> array(schema, name, depth);
            case "object" -> object(schema, depth);
            case "string" -> NODES.textNode(text(schema, name));
            default -> anything(depth);
        };
    }

    /** What has properties of its own and those of one choice beside them. */
    private JsonNode both(JsonNode schema, String choice, JsonNode chosen) {
        ObjectNode both = schema.deepCopy();
        both.remove(choice);
        document.resolve(chosen).properties().forEach(keyword -> {
            if (keyword.getKey().equals("required")) {
                keyword.getValue().forEach(both.withArray("/required")::add);
            } else if (keyword.getKey().equals("properties")) {
                both.withObject("/properties").setAll((ObjectNode) keyword.getValue());
            }
        });
        return both;
    }

    private String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            String first = type.get(0).asText();
            return type.size() > 1 && random.nextInt(8) == 0
                    ? any(type).asText()
                    : first.equals("null") ? type.get(1).asText() : first;
        }
        if (type.isTextual()) {
            return type.asText();
        }
        return schema.has("properties") ? "object" : "";
    }

    private JsonNode any(JsonNode list) {
        return list.get(random.nextInt(list.size()));
    }

    private JsonNode integer(JsonNode schema, String name) {
        long least = schema.path("minimum").asLong(-5);
        long most = schema.path("maximum").asLong(Math.max(least, 100));
        String known = pool.named(name, random);
        if (known != null && known.matches("\\d{1,15}") && Long.parseLong(known) >= least) {
            return NODES.numberNode(Long.parseLong(known));
        }
        return NODES.numberNode(
                random.nextInt(10) == 0
                        ? (random.nextBoolean() ? least : most)
                        : least + (long) (random.nextDouble() * Math.min(1000, Math.max(1, most - least))));
    }

    private JsonNode number(JsonNode schema) {
        double least = schema.path("minimum").asDouble(0);
        double most = schema.path("maximum").asDouble(least + 100);
        return NODES.numberNode(least + Math.rint(random.nextDouble() * 1000) / 1000 * (most - least));
    }

    private JsonNode array(JsonNode schema, String name, int depth) {
        ArrayNode list = NODES.arrayNode();
        int least = schema.path("minItems").asInt(0);
        int most = Math.min(schema.path("maxItems").asInt(3), Math.max(3, least));
        int size = depth > DEEPEST ? least : least + random.nextInt(most - least + 1);
        String item = name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
        for (int i = 0; i < size; i++) {
            JsonNode value = of(schema.path("items"), item, depth + 1);
            boolean there = false;
            for (JsonNode other : list) {
                // Of one flag there is one entry.
                there |= other.equals(value)
                        || other.has("flag") && other.get("flag").equals(value.path("flag"));
            }
            if (!there || !schema.path("uniqueItems").asBoolean() && size == least) {
                list.add(value);
            }
        }
        return list;
    }

    private JsonNode object(JsonNode schema, int depth) {
        if (schema.path("examples").isArray() && random.nextBoolean()) {
            return any(schema.get("examples")).deepCopy();
        }
        ObjectNode object = NODES.objectNode();
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(one -> required.add(one.asText()));
        schema.path("properties").properties().forEach(field -> {
            boolean optional = !required.contains(field.getKey());
            boolean left = optional && (depth > DEEPEST || random.nextInt(10) < 4);
            if (!left && !document.resolve(field.getValue()).path("readOnly").asBoolean()) {
                object.set(field.getKey(), of(field.getValue(), field.getKey(), depth + 1));
            }
        });
        leaveOne(object, schema.path("not").path("required"));
        JsonNode more = schema.path("additionalProperties");
        if (more.isObject() || schema.path("properties").isEmpty() && !more.isBoolean()) {
            int least = schema.path("minProperties").asInt(0);
            for (int i = object.size(); i < least + random.nextInt(3); i++) {
                JsonNode names = document.resolve(schema.path("propertyNames"));
                String name = names.has("pattern")
                        ? PatternText.of(names.get("pattern").asText(), random)
                        : "m" + random.nextInt(50);
                object.set(name, of(more, name, depth + 1));
            }
        }
        return object;
    }

    /** What must not all be there together: one of it goes. */
    private void leaveOne(ObjectNode object, JsonNode together) {
        List<String> names = new ArrayList<>();
        together.forEach(one -> names.add(one.asText()));
        if (!names.isEmpty() && names.stream().allMatch(object::has)) {
            object.remove(names.get(random.nextInt(names.size())));
        }
    }

    private JsonNode anything(int depth) {
        return switch (random.nextInt(depth > DEEPEST ? 4 : 7)) {
            case 0 -> NODES.booleanNode(random.nextBoolean());
            case 1 -> NODES.numberNode(random.nextInt(-1000, 1000));
            case 2 -> NODES.textNode(WORDS.get(random.nextInt(WORDS.size())));
            case 3 -> NODES.numberNode(random.nextInt(1000) / 8.0);
            case 4 -> NODES.nullNode();
            case 5 -> NODES.arrayNode().add(anything(depth + 2)).add(anything(depth + 2));
            default -> NODES.objectNode().set("m" + random.nextInt(9), anything(depth + 2));
        };
    }

    /** A text; where something of this kind is really there, mostly its name. */
    String text(JsonNode schema, String name) {
        String known = random.nextInt(10) < 7 ? pool.named(name, random) : null;
        if (known != null && fits(schema, known)) {
            return known;
        }
        if (schema.path("examples").isArray() && random.nextInt(8) > 0) {
            return any(schema.get("examples")).asText();
        }
        switch (schema.path("format").asText()) {
            case "date-time":
                return Instant.ofEpochSecond(1_900_000_000L + random.nextInt(1_000_000))
                        .toString();
            case "duration":
                return "PT" + random.nextInt(4) + "S";
            case "email":
                return "p" + random.nextInt(100_000) + "@example.org";
            case "uri":
                return "https://example.org/" + random.nextInt(1000);
            default:
        }
        String pattern = schema.path("pattern").asText("");
        String text = pattern.isEmpty() || pattern.equals("\\S")
                ? WORDS.get(random.nextInt(WORDS.size()))
                : PatternText.of(pattern, random);
        int least = schema.path("minLength").asInt(0);
        StringBuilder long_ = new StringBuilder(text);
        while (long_.length() < least) {
            long_.append((char) ('a' + random.nextInt(26)));
        }
        int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        return long_.length() > most ? long_.substring(0, most) : long_.toString();
    }

    private static boolean fits(JsonNode schema, String text) {
        String pattern = schema.path("pattern").asText("");
        return text.length() <= schema.path("maxLength").asInt(Integer.MAX_VALUE)
                && text.length() >= schema.path("minLength").asInt(0)
                && (pattern.isEmpty()
                        || java.util.regex.Pattern.compile(pattern)
                                .matcher(text)
                                .find());
    }
}
