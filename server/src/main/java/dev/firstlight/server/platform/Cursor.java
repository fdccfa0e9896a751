package dev.firstlight.server.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cursor of several parts, or of one that may be any text, in letters that a URL takes as they are. */
public final class Cursor {

    private static final String AFTER = "after";

    private Cursor() {}

    /** The cursor of these parts. */
    public static String of(String... parts) {
        ObjectNode document = Json.object();
        ArrayNode all = document.putArray(AFTER);
        for (String part : parts) {
            all.add(part);
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Json.write(document).getBytes(StandardCharsets.UTF_8));
    }

    /** Its parts, as many as the list gives; null for the first page. */
    public static @Nullable List<String> parts(PageRequest page, int count) {
        if (page.cursor() == null) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        for (JsonNode part : document(page.cursor()).path(AFTER)) {
            parts.add(part.asText());
        }
        if (parts.size() != count || !of(parts.toArray(String[]::new)).equals(page.cursor())) {
            throw PageRequest.forged();
        }
        return parts;
    }

    private static ObjectNode document(String cursor) {
        try {
            return Json.readObject(Base64.getUrlDecoder().decode(cursor));
        } catch (IllegalArgumentException | Failure e) {
            throw PageRequest.forged();
        }
    }
}
