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
 */
public record KeptAnswer(
        int status, @Nullable String tag, @Nullable JsonNode body) {

    static KeptAnswer of(ObjectNode kept) {
        return new KeptAnswer(
                kept.get("status").asInt(),
                kept.hasNonNull("tag") ? kept.get("tag").asText() : null,
                kept.hasNonNull("body") ? kept.get("body") : null);
    }

    /** As text, to be sealed. */
    public String text() {
        ObjectNode kept = Json.object().put("status", status).put("tag", tag);
        kept.set("body", body);
        return Json.write(kept);
    }

    /** As it is sent; a header says that it was given before. */
    public RestResponse<Object> response() {
        RestResponse.ResponseBuilder<Object> builder = RestResponse.ResponseBuilder.<Object>create(
                        RestResponse.Status.fromStatusCode(status), body)
                .header("Idempotency-Replayed", "true");
        return (tag == null ? builder : builder.header("ETag", tag)).build();
    }
}
