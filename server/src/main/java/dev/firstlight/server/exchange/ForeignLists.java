package dev.firstlight.server.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.Problem;
import dev.firstlight.server.platform.Failure;
import java.util.Map;
import java.util.Set;

/**
 * What has to be a list wherever another system's document has it: readers go through lists one by one, and what is none
 * must not be read as an empty rule for everybody.
 *
 * @param names of members that are lists
 * @param opaque members whose inside is the user's own, where any name may be anything
 */
record ForeignLists(Set<String> names, Set<String> opaque) {

    /** Refuses a part of a document in which something else stands for a list; null is a list that is not there. */
    void check(JsonNode part, String pointer) {
        for (Map.Entry<String, JsonNode> member : part.properties()) {
            String at = Problem.at(pointer, member.getKey());
            JsonNode value = member.getValue();
            if (names.contains(member.getKey()) && !value.isArray() && !value.isNull()) {
                throw Failure.invalid(at, "\"" + member.getKey() + "\" is a list in such a document.");
            }
            if (!opaque.contains(member.getKey())) {
                check(value, at);
            }
        }
        for (int i = 0; part.isArray() && i < part.size(); i++) {
            check(part.get(i), Problem.at(pointer, i));
        }
    }

    /** The same of each entry of a map, whose keys are the user's own. */
    void checkEach(JsonNode map, String pointer) {
        map.properties().forEach(entry -> check(entry.getValue(), Problem.at(pointer, entry.getKey())));
    }
}
