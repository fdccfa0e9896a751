package dev.firstlight.server.cli.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A document and where its parts stand.
 *
 * @param places by JSON pointer; the root's is the empty string
 */
public record Located(JsonNode root, Map<String, Place> places) {

    public Located {
        if (!places.containsKey("")) {
            throw new IllegalArgumentException("the root has a place");
        }
    }
}
