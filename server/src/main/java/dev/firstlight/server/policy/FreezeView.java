package dev.firstlight.server.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A freeze as the API shows it.
 *
 * @param from an instant, or a time of the day for one that comes every week
 * @param until as {@code from}
 * @param zone whose clock counts, for one that comes every week
 * @param days on which that begins
 * @param frozenUntil when it ends, where it holds now
 * @param nextAt when it next begins
 * @param version which If-Match names
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FreezeView(
        String id,
        String name,
        String from,
        String until,
        @Nullable String zone,
        @Nullable List<String> days,
        @Nullable Instant frozenUntil,
        @Nullable Instant nextAt,
        String createdBy,
        Instant createdAt,
        long version) {

    /** A freeze that is kept, with what it means now. */
    static FreezeView of(
            String id, String name, JsonNode document, String createdBy, Instant createdAt, long version, Instant now) {
        Window window = WindowJson.kept(document);
        List<String> days = null;
        if (document.has("days")) {
            days = new ArrayList<>();
            for (JsonNode day : document.get("days")) {
                days.add(day.asText());
            }
        }
        return new FreezeView(
                id,
                name,
                document.get("from").asText(),
                document.get("until").asText(),
                document.path("zone").textValue(),
                days,
                window.endAfter(now),
                window.startAfter(now),
                createdBy,
                createdAt,
                version);
    }
}
