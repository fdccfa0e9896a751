package dev.firstlight.server.sample;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.Context;
import dev.firstlight.server.platform.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A context as far as it is known.
 *
 * @param region the empty string where nobody said
 * @param context to evaluate by: a hashed value is there as {@link #hashed}, which is a unit as good as any
 * @param hashed names of attributes of which the hash is known
 * @param withheld names of attributes of which nothing is known but that they are there; {@code *} for more
 */
record SampledContext(String region, long rank, Context context, Set<String> hashed, Set<String> withheld) {

    private static final String MORE = "*";

    /** How the hash of a value stands in a context in place of the value. */
    static String hashed(String hash) {
        return '#' + hash;
    }

    static SampledContext of(long unit, String region, long rank, String document) {
        JsonNode node = Json.read(document);
        Map<String, Object> attributes = new LinkedHashMap<>();
        Set<String> hashed = new HashSet<>();
        node.path("clear")
                .properties()
                .forEach(each -> attributes.put(each.getKey(), dev.firstlight.wire.Json.value(each.getValue())));
        node.path("hashed").properties().forEach(each -> {
            attributes.put(each.getKey(), value(each.getValue()));
            hashed.add(each.getKey());
        });
        if (!(attributes.get(Context.TARGETING_KEY) instanceof String)) {
            attributes.put(Context.TARGETING_KEY, hashed(String.format("%016x", unit)));
            hashed.add(Context.TARGETING_KEY);
        }
        if (!region.isEmpty()) {
            attributes.put(Context.REGION, region);
        }
        Set<String> withheld = new HashSet<>();
        node.path("withheld").forEach(each -> withheld.add(each.asText()));
        return new SampledContext(region, rank, Context.of(attributes), hashed, withheld);
    }

    private static Object value(JsonNode hashes) {
        if (!hashes.isArray()) {
            return hashed(hashes.asText());
        }
        List<String> list = new ArrayList<>();
        hashes.forEach(each -> list.add(hashed(each.asText())));
        return list;
    }

    /** Whether there may be a value of which nothing is known. */
    boolean withholds(String attribute) {
        if (withheld.isEmpty() || context.asMap().containsKey(attribute)) {
            return false;
        }
        return withheld.contains(MORE) || withheld.stream().anyMatch(each -> isOrHolds(each, attribute));
    }

    static boolean isOrHolds(String name, String attribute) {
        return attribute.equals(name) || attribute.startsWith(name + ".");
    }
}
