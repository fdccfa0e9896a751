package dev.firstlight.server.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.server.platform.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a project.
 *
 * @param id the same however often and to however many it is told
 * @param type as {@code release.rolledBack}
 * @param subject what it happened to, as {@code production/checkout-v2}
 * @param data more of it, as JSON
 */
record Happened(String id, String project, String type, String subject, Instant at, ObjectNode data) {

    private static final String PREFIX = "dev.firstlight.";

    /** As a CloudEvent in its JSON format (CloudEvents 1.0.2, structured mode). */
    ObjectNode cloudEvent() {
        ObjectNode event = Json.object()
                .put("specversion", "1.0")
                .put("id", id)
                .put("source", "/projects/" + project)
                .put("type", PREFIX + type)
                .put("subject", subject)
                .put("time", at.toString())
                .put("datacontenttype", "application/json");
        event.set("data", data);
        return event;
    }

    /** A text of the data; null where there is none of this name. */
    @Nullable
    String text(String name) {
        return data.path(name).textValue();
    }

    boolean isOfRelease() {
        return type.startsWith("release.") && data.has("release");
    }
}
