package dev.firstlight.server.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What all resources of SCIM have. */
final class ScimJson {

    private ScimJson() {}

    static ObjectNode resource(String schema, String id, @Nullable String externalId) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putArray("schemas").add(schema);
        json.put("id", id);
        if (externalId != null) {
            json.put("externalId", externalId);
        }
        return json;
    }

    static ObjectNode meta(ObjectNode json, String type, String location, Instant created, Instant changed) {
        json.putObject("meta")
                .put("resourceType", type)
                .put("created", created.toString())
                .put("lastModified", changed.toString())
                .put("location", location);
        return json;
    }

    /** A text that says something; null for anything else. */
    static @Nullable String text(JsonNode node) {
        return node.isTextual() && !node.asText().isBlank() ? node.asText().strip() : null;
    }
}
