package dev.firstlight.server.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The values that a document compares each attribute with, and values near them. */
public final class Vocabulary {

    private static final int ABSENT_PERCENT = 15;
    private static final int KNOWN_PERCENT = 60;
    private static final int UNITS = 1_000_000;

    private final Map<String, List<JsonNode>> values = new LinkedHashMap<>();

    /** Adds an attribute with nothing it is compared with. */
    public void add(String attribute) {
        values.computeIfAbsent(attribute, name -> new ArrayList<>());
    }

    /** Adds a value that an attribute is compared with. */
    public void add(String attribute, JsonNode value) {
        values.computeIfAbsent(attribute, name -> new ArrayList<>()).add(value);
    }

    /** The attributes, in the order they were added. */
    public Iterable<String> attributes() {
        return values.keySet();
    }

    /** A value for an attribute, or null for none: one it is compared with, one near that, or some other. */
    public @Nullable JsonNode draw(String attribute, RandomGenerator random) {
        List<JsonNode> known = values.getOrDefault(attribute, List.of());
        int percent = random.nextInt(100);
        if (percent < ABSENT_PERCENT) {
            return null;
        }
        if (known.isEmpty()) {
            return unit(random);
        }
        JsonNode value = known.get(random.nextInt(known.size()));
        return percent < ABSENT_PERCENT + KNOWN_PERCENT ? value : near(value, random);
    }

    /** A unit such as applications have many of. */
    public static JsonNode unit(RandomGenerator random) {
        return TextNode.valueOf("unit-" + random.nextInt(UNITS));
    }

    /** Sets an attribute that may lie in objects within a context. */
    public static void put(ObjectNode context, String[] names, JsonNode value) {
        ObjectNode holder = context;
        for (int i = 0; i + 1 < names.length; i++) {
            holder = holder.get(names[i]) instanceof ObjectNode inner ? inner : holder.putObject(names[i]);
        }
        holder.set(names[names.length - 1], value);
    }

    private static JsonNode near(JsonNode value, RandomGenerator random) {
        if (value.isNumber()) {
            return DoubleNode.valueOf(value.doubleValue() + random.nextInt(-2, 3) / 2.0);
        }
        if (value.isBoolean()) {
            return BooleanNode.valueOf(random.nextBoolean());
        }
        if (!value.isTextual() || value.asText().isEmpty()) {
            return unit(random);
        }
        String text = value.asText();
        return switch (random.nextInt(4)) {
            case 0 -> TextNode.valueOf(text + random.nextInt(10));
            case 1 -> TextNode.valueOf(random.nextInt(10) + text);
            case 2 -> TextNode.valueOf(text.substring(0, text.length() - 1));
            default -> unit(random);
        };
    }
}
