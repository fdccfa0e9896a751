package dev.firstlight.server.ofrep;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A value as the protocol writes it.
 *
 * @param reason one of those that the protocol has; ours, where it is none of them, is in the metadata
 * @param metadata texts, numbers, true and false by name
 */
record OfrepSuccess(String key, JsonNode value, String reason, String variant, Map<String, Object> metadata)
        implements OfrepAnswer {}
