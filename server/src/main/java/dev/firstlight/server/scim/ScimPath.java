package dev.firstlight.server.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Names of attributes, which are told apart without regard to case and may begin with their schema. */
final class ScimPath {

    private ScimPath() {}

    /** The name without its schema. */
    static String plain(String name) {
        return name.regionMatches(true, 0, "urn:", 0, 4) ? name.substring(name.lastIndexOf(':') + 1) : name;
    }

    /** The name as the resource writes it; as it came where the resource has none like it. */
    static String in(ObjectNode resource, String name) {
        for (Iterator<String> names = resource.fieldNames(); names.hasNext(); ) {
            String one = names.next();
            if (one.equalsIgnoreCase(name)) {
                return one;
            }
        }
        return name;
    }

    /** All values of an attribute, whichever element of a list they are of; {@code a.b} for what is in another. */
    static List<JsonNode> values(JsonNode resource, String path) {
        List<JsonNode> found = List.of(resource);
        for (String name : plain(path).split("\\.", -1)) {
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode node : found) {
                if (node instanceof ObjectNode object) {
                    JsonNode value = object.path(in(object, name));
                    if (value.isArray()) {
                        value.forEach(next::add);
                    } else if (!value.isMissingNode() && !value.isNull()) {
                        next.add(value);
                    }
                }
            }
            found = next;
        }
        return found;
    }
}
