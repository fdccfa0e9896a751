package dev.firstlight.server.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body of a question. */
@Schema(name = "ClientRequest")
record ClientRequest(
        @Schema(required = true, description = "Attributes by name; the targetingKey is a text.")
        Map<String, Object> context) {

    /** The context in a body, as it was sent; anything else is refused. */
    static ObjectNode context(byte[] body) {
        ObjectNode document = Json.readObject(body);
        document.fieldNames().forEachRemaining(name -> {
            if (!name.equals("context")) {
                throw Failure.malformed(
                        "/" + name, "Unknown field \"" + name + "\"; take it out. Known here: context.");
            }
        });
        if (!(document.get("context") instanceof ObjectNode context)) {
            throw Failure.invalid("/context", "Send the context, an object of attributes.");
        }
        if (context.hasNonNull("targetingKey") && !context.path("targetingKey").isTextual()) {
            throw Failure.invalid("/context/targetingKey", "The targetingKey is a text.");
        }
        return context;
    }
}
