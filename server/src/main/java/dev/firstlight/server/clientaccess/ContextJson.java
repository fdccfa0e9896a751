package dev.firstlight.server.clientaccess;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Context;
import dev.firstlight.wire.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** Contexts as they are in requests. */
public final class ContextJson {

    private ContextJson() {}

    /** A context of the attributes of a JSON object; null is as good as none. */
    public static Context of(ObjectNode attributes) {
        Map<String, Object> values = new LinkedHashMap<>();
        attributes.properties().forEach(attribute -> {
            Object value = Json.value(attribute.getValue());
            if (value != null) {
                values.put(attribute.getKey(), value);
            }
        });
        return Context.of(values);
    }
}
