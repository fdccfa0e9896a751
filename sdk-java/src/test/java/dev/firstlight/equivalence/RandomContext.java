package dev.firstlight.equivalence;

import static dev.firstlight.equivalence.Pools.one;
import static dev.firstlight.equivalence.Pools.percent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.firstlight.core.Context;
import dev.firstlight.wire.Json;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random contexts, as pairs of kind and content, since JSON carries neither NaN nor −0 nor a date. */
final class RandomContext {

    private static final List<String> NUMBERS = List.of(
            "NaN",
            "Infinity",
            "-Infinity",
            "-0",
            "0",
            "1",
            "2",
            "0.1",
            "5",
            "100",
            "1e21",
            "1e308",
            "5e-324",
            "1e400",
            "9007199254740993",
            "-9007199254740991",
            "1767225600000",
            "1767225600000.5");
    private static final List<String> INTEGERS =
            List.of("0", "1", "9007199254740993", "123456789012345678901234567890", "-5");
    private static final List<Long> DATES =
            List.of(0L, 1_767_225_600_000L, 1_767_225_600_123L, -62_135_596_800_000L, 253_402_300_800_000L, -1L);
    private static final int DEEPEST = 3;

    private final Random random;

    RandomContext(Random random) {
        this.random = random;
    }

    /** A list of names with their values. */
    ArrayNode attributes() {
        ArrayNode attributes = Json.list();
        if (percent(85, random)) {
            attributes.add(named("targetingKey", percent(90, random) ? text() : value(0)));
        }
        if (percent(60, random)) {
            attributes.add(named("region", pair("string", Json.node(one(Pools.REGIONS, random)))));
        }
        int more = random.nextInt(6);
        for (int i = 0; i < more; i++) {
            attributes.add(named(one(Pools.ATTRIBUTES, random), value(0)));
        }
        return attributes;
    }

    private static ArrayNode named(String name, JsonNode value) {
        return Json.list().add(name).add(value);
    }

    private static ArrayNode pair(String kind, JsonNode content) {
        return Json.list().add(kind).add(content);
    }

    private ArrayNode text() {
        String text = percent(50, random) ? "user-" + random.nextInt(1_000) : one(Pools.STRINGS, random);
        return pair("string", Json.node(text));
    }

    private ArrayNode value(int depth) {
        int kind = random.nextInt(depth < DEEPEST ? 12 : 8);
        return switch (kind) {
            case 0, 1, 2 -> text();
            case 3, 4 -> pair("number", Json.node(one(NUMBERS, random)));
            case 5 -> pair("boolean", Json.node(random.nextBoolean()));
            case 6 ->
                percent(50, random) ? pair("null", Json.node(null)) : pair("big", Json.node(one(INTEGERS, random)));
            case 7 ->
                percent(70, random)
                        ? pair("date", Json.list().add(one(DATES, random)).get(0))
                        : pair("opaque", Json.node(null));
            case 8, 9 -> {
                ArrayNode list = Json.list();
                int size = random.nextInt(4);
                for (int i = 0; i < size; i++) {
                    list.add(value(depth + 1));
                }
                yield pair("list", list);
            }
            default -> {
                ArrayNode map = Json.list();
                for (String name : List.of("version", "plan", "er", "__proto__", "still", "constructor")) {
                    if (percent(40, random)) {
                        map.add(named(name, value(depth + 1)));
                    }
                }
                yield pair("map", map);
            }
        };
    }

    /** The context that the pairs describe. */
    static Context context(JsonNode attributes) {
        Context context = Context.empty();
        for (JsonNode attribute : attributes) {
            context = context.with(attribute.get(0).asText(), value(attribute.get(1)));
        }
        return context;
    }

    private static @Nullable Object value(JsonNode pair) {
        JsonNode content = pair.get(1);
        return switch (pair.get(0).asText()) {
            case "null" -> null;
            case "number" -> Double.valueOf(content.asText());
            case "big" -> new BigInteger(content.asText());
            case "date" -> Instant.ofEpochMilli(content.asLong());
            case "opaque" -> new Object();
            case "list" -> list(content);
            case "map" -> map(content);
            case "boolean" -> content.asBoolean();
            default -> content.asText();
        };
    }

    private static List<@Nullable Object> list(JsonNode elements) {
        List<@Nullable Object> list = new ArrayList<>();
        elements.forEach(element -> list.add(value(element)));
        return list;
    }

    private static Map<String, @Nullable Object> map(JsonNode members) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        members.forEach(member -> map.put(member.get(0).asText(), value(member.get(1))));
        return map;
    }
}
