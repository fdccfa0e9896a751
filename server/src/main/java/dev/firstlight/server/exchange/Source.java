package dev.firstlight.server.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * A foreign document, read.
 *
 * @param imported what it becomes here
 * @param foreign the same document by its own system's rules
 * @param contexts such as the document asks about
 * @param names the foreign flags' keys by those they have here
 */
public record Source(Imported imported, Foreign foreign, Contexts contexts, Map<String, String> names) {

    /** The names of flags that are the members of an object. */
    public static Map<String, String> names(JsonNode flags) {
        Map<String, String> names = new HashMap<>();
        flags.fieldNames().forEachRemaining(name -> names.putIfAbsent(KeyName.of(name), name));
        return names;
    }
}
