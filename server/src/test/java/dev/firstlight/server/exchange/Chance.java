package dev.firstlight.server.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.wire.Json;
import java.util.Random;
import java.util.function.Supplier;

/** Makes random documents, the same ones for the same seed. */
public final class Chance {

    private final Random random;

    public Chance(long seed) {
        this.random = new Random(seed);
    }

    /** One of them. */
    @SafeVarargs
    public final <T> T one(T... of) {
        return of[random.nextInt(of.length)];
    }

    /** True that many times in a hundred. */
    public boolean percent(int percent) {
        return random.nextInt(100) < percent;
    }

    /** From 0 to one less than that. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** A list of at least so many and at most so many. */
    public ArrayNode list(int least, int most, Supplier<? extends JsonNode> element) {
        ArrayNode list = Json.list();
        for (int n = least + below(most - least + 1); n > 0; n--) {
            list.add(element.get());
        }
        return list;
    }

    /** An object with one member, to which more can be added. */
    public static ObjectNode with(String name, Object value) {
        return with(Json.object(), name, value);
    }

    /** The object with one member more. */
    public static ObjectNode with(ObjectNode object, String name, Object value) {
        object.set(name, value instanceof JsonNode node ? node : Json.node(value));
        return object;
    }
}
