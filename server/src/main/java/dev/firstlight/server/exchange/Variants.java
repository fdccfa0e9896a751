package dev.firstlight.server.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.ValueType;
import dev.firstlight.wire.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a flag's values become: variants named by their index.
 *
 * @param type what all of them are
 * @param wrapped whether they were not all of one type, so that each became an object with the member {@code value}
 * @param values by variant name
 */
public record Variants(ValueType type, boolean wrapped, Map<String, Object> values) {

    /** An object that stands for a value of any type holds it under this name. */
    public static final String VALUE = "value";

    /** The name of the variant that the value of an index becomes. */
    public static String name(int index) {
        return "v" + index;
    }

    /** The variants of all the values that a flag can have. */
    public static Variants of(List<? extends JsonNode> variations) {
        List<ValueType> types = Stream.of(ValueType.values())
                .filter(type -> variations.stream().allMatch(variation -> type.accepts(Json.value(variation))))
                .toList();
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < variations.size(); i++) {
            JsonNode variation = variations.get(i);
            Object value = Json.value(variation);
            values.put(
                    name(i),
                    types.isEmpty() || value == null ? Json.value(Json.object().set(VALUE, variation)) : value);
        }
        return new Variants(types.isEmpty() ? ValueType.OBJECT : types.get(0), types.isEmpty(), values);
    }

    /** The name of the variant of an index that stands somewhere in the flag; refused where there is none. */
    public String at(JsonNode index, String pointer) {
        if (!index.isIntegralNumber() || index.intValue() < 0 || index.intValue() >= values.size()) {
            throw new Refused(
                    pointer,
                    "There is no variation " + index.asText("") + ", so callers get their fallback; "
                            + "name one of the flag's " + values.size() + ".");
        }
        return name(index.intValue());
    }
}
