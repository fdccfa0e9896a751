package dev.firstlight.server.cli.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.Problem;
import dev.firstlight.wire.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing as it shall be: what the code owns as the code says it, all else as the server has it. */
final class Merged {

    private final Own own;
    private final Complaints complaints;

    Merged(Own own, Complaints complaints) {
        this.own = own;
        this.complaints = complaints;
    }

    /**
     * Fields of the two put together.
     *
     * @param fields which there are
     * @param keep one that is not the code's this time, null for none
     * @param said what the code says
     * @param had what is there, null where nothing is
     * @param fresh what is there where nothing is said and nothing was there
     */
    ObjectNode fields(
            String pointer,
            List<String> fields,
            @Nullable String keep,
            ObjectNode said,
            @Nullable ObjectNode had,
            ObjectNode fresh) {
        ObjectNode merged = Json.object();
        for (String field : fields) {
            boolean console = !own.has(field) || field.equals(keep);
            JsonNode value = had != null && console ? had.get(field) : said.get(field);
            if (value == null || value.isNull()) {
                // What the console decides may be missing from the files.
                boolean mayMiss = had == null && !own.has(field);
                JsonNode absent = fresh.get(field);
                value = absent != null && (mayMiss || !isNeeded(field)) ? absent : null;
            }
            if (value != null) {
                merged.set(field, value);
            } else {
                complaints.add(pointer, "\"" + field + "\" is missing; add it.");
            }
        }
        return merged;
    }

    private static boolean isNeeded(String field) {
        return Field.absent(field, null) == null;
    }

    /** A field that is given once: the code may leave it out, or say the same. */
    @Nullable
    JsonNode once(String pointer, String field, ObjectNode said, @Nullable ObjectNode had) {
        JsonNode value = said.get(field);
        JsonNode there = had == null ? null : had.get(field);
        if (there == null) {
            return value;
        }
        if (value != null && !value.isNull() && !value.equals(there)) {
            complaints.add(
                    Problem.at(pointer, field),
                    "A flag's " + field + " never changes, and is " + there.asText()
                            + " on the server; write that, or make another flag.");
        }
        return there;
    }
}
