package dev.firstlight.server.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it is kept and given again.
 *
 * @param tag the ETag, null where it had none
 * @param body null where it had none
 * @param again whether it was given before
 */
public record KeptAnswer(
        int status, @Nullable String tag, @Nullable JsonNode body, boolean again) {

    /** One that is given for the first time. */
    public KeptAnswer(int status, @Nullable String tag, @Nullable JsonNode body) {
        this(status, tag, body, false);
    }

    static KeptAnswer of(ObjectNode kept) {
        return new KeptAnswer(
                kept.get("status").asInt(),
                kept.hasNonNull("tag") ? kept.get("tag").asText() : null,
                kept.hasNonNull("body") ? kept.get("body") : null,
                true);
    }

    /** As text, to be sealed. */
    public String text() {
        ObjectNode kept = Json.object().put("status", status).put("tag", tag);
        kept.set("body", body);
        return Json.write(kept);
    }

    /** As it is sent; a header says where it was given before. */
    public RestResponse<Object> response() {
        RestResponse.ResponseBuilder<Object> builder =
                RestResponse.ResponseBuilder.create(RestResponse.Status.fromStatusCode(status), body);
        if (tag != null) {
            builder.header("ETag", tag);
        }
        if (again) {
            builder.header("Idempotency-Replayed", "true");
        }
        return builder.build();
    }
}
