package dev.firstlight.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.firstlight.wire.Json;
import org.jspecify.annotations.Nullable;

/** Lists that the API gives in pages, whole. */
public final class Pages {

    private static final int MOST = 500;

    private Pages() {}

    /** All items, following the cursor. */
    public static ArrayNode all(ApiClient api, String path, @Nullable String query) {
        ArrayNode all = Json.list();
        String cursor = null;
        do {
            String more = path + (path.contains("?") ? "&" : "?") + "limit=" + MOST
                    + (query == null ? "" : "&query=" + ApiClient.encode(query))
                    + (cursor == null ? "" : "&cursor=" + ApiClient.encode(cursor));
            JsonNode page = api.get(more);
            page.path("items").forEach(all::add);
            cursor = page.path("nextCursor").textValue();
        } while (cursor != null);
        return all;
    }
}
