package dev.firstlight.server.unleash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Context;
import dev.firstlight.server.platform.Json;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Contexts as Unleash's frontend SDKs send them, and as our flags ask for them. An empty text is as good as none. */
final class FrontendContext {

    private static final Pattern PROPERTY = Pattern.compile("properties\\[(.+)]");
    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final String AS_NUMBER = "#number";
    private static final String PROPERTIES = "properties";

    private FrontendContext() {}

    /** What a query says: {@code userId=7&properties[plan]=free}. */
    static ObjectNode of(MultiMap query) {
        ObjectNode context = Json.object();
        query.forEach((name, value) -> {
            Matcher property = PROPERTY.matcher(name);
            if (property.matches()) {
                context.withObject("/" + PROPERTIES).put(property.group(1), value);
            } else {
                context.put(name, value);
            }
        });
        return context;
    }

    /**
     * The attributes.
     *
     * @param numbers those that are compared as numbers
     * @param address where the request came from
     * @param lots a unit for who has none
     */
    static ObjectNode attributes(ObjectNode sent, Set<String> numbers, String address, String lots) {
        ObjectNode attributes = Json.object();
        put(attributes, "remoteAddress", address, numbers);
        put(attributes, "sessionId", lots, numbers);
        put(
                attributes,
                "currentTime",
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                numbers);
        sent.path(PROPERTIES).properties().forEach(each -> put(attributes, each.getKey(), each.getValue(), numbers));
        sent.properties().forEach(each -> put(attributes, each.getKey(), each.getValue(), numbers));
        return attributes;
    }

    private static void put(ObjectNode attributes, String field, JsonNode value, Set<String> numbers) {
        if (value.isValueNode() && !value.isNull()) {
            put(attributes, field, value.asText(), numbers);
        }
    }

    private static void put(ObjectNode attributes, String field, String value, Set<String> numbers) {
        if (value.isEmpty() || field.equals(Context.TARGETING_KEY)) {
            return;
        }
        boolean isNumber = NUMBER.matcher(value).matches() && Double.isFinite(Double.parseDouble(value));
        if (isNumber && numbers.contains(field + AS_NUMBER)) {
            attributes.put(field + AS_NUMBER, Double.parseDouble(value));
        }
        if (isNumber && numbers.contains(field)) {
            attributes.put(field, Double.parseDouble(value));
        } else {
            attributes.put(field.equals("userId") ? Context.TARGETING_KEY : field, value);
        }
    }
}
