package dev.firstlight.server.cli.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.wire.Json;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is made, changed or removed.
 *
 * @param environment null for what is in all of them
 * @param before null for what is made
 * @param after null for what is removed
 * @param fields what differs
 */
record Change(
        Kind kind,
        @Nullable String environment,
        String key,
        @Nullable JsonNode before,
        @Nullable JsonNode after,
        List<FieldChange> fields) {

    enum Kind {
        PROJECT("project"),
        ENVIRONMENT("environment"),
        REGION("region"),
        GROUP("region group"),
        SEGMENT("segment"),
        FLAG("flag"),
        TARGETING("targeting");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /**
     * One field of it.
     *
     * @param before null where there was nothing
     * @param after null where there is nothing any more
     */
    record FieldChange(
            String field,
            @Nullable JsonNode before,
            @Nullable JsonNode after) {}

    /** {@code +} for what is made, {@code ~} for what changes, {@code -} for what goes. */
    String sign() {
        return before == null ? "+" : after == null ? "-" : "~";
    }

    String action() {
        return before == null ? "create" : after == null ? "delete" : "change";
    }

    /** What it is about, e.g. {@code segment production/vip}. */
    String name() {
        return kind.word + " " + (environment == null ? key : environment + "/" + key);
    }

    ObjectNode object() {
        return after instanceof ObjectNode object ? object : Json.object();
    }

    ObjectNode json() {
        ObjectNode json = Json.object()
                .put("action", action())
                .put("kind", kind.word.replace(' ', '-').toLowerCase(Locale.ROOT))
                .put("key", key);
        if (environment != null) {
            json.put("environment", environment);
        }
        var list = json.putArray("fields");
        for (FieldChange field : fields) {
            ObjectNode one = list.addObject().put("field", field.field());
            one.set("before", field.before() == null ? Json.node(null) : field.before());
            one.set("after", field.after() == null ? Json.node(null) : field.after());
        }
        return json;
    }
}
