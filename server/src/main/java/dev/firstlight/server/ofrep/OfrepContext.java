package dev.firstlight.server.ofrep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Failure;
import dev.firstlight.server.platform.Json;
import org.jspecify.annotations.Nullable;

/** The evaluation context in a request's body. */
final class OfrepContext {

    private OfrepContext() {}

    /** What the body says is wrong, as the protocol names it. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String code;

        private Refused(String code, String message) {
            super(message, null, false, false);
            this.code = code;
        }

        OfrepFailure about(@Nullable String key) {
            return new OfrepFailure(key, code, getMessage());
        }
    }

    static ObjectNode read(byte[] body) {
        ObjectNode document;
        try {
            document = Json.readObject(body);
        } catch (Failure e) {
            if (e.kind() == Failure.Kind.TOO_LARGE) {
                throw e;
            }
            throw new Refused("PARSE_ERROR", String.valueOf(e.getMessage()));
        }
        JsonNode context = document.get("context");
        if (!(context instanceof ObjectNode attributes)) {
            throw new Refused("INVALID_CONTEXT", "The body has no object \"context\".");
        }
        JsonNode targetingKey = attributes.get("targetingKey");
        if (targetingKey != null && !targetingKey.isNull() && !targetingKey.isTextual()) {
            throw new Refused("INVALID_CONTEXT", "The targetingKey is not a string.");
        }
        return attributes;
    }
}
