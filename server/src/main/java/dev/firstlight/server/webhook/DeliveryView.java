package dev.firstlight.server.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as the API shows it.
 *
 * @param number of the event, which grows
 * @param id of the event, as the endpoint gets it
 * @param state {@code pending}, {@code delivered} or {@code parked}
 * @param tries how often it was sent
 * @param nextAt when it is tried again; null where it is not
 * @param status what the last try was answered; null where it was not
 * @param trouble why the last try was no success
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "WebhookDelivery")
record DeliveryView(
        long number,
        String id,
        String type,
        String subject,
        Instant at,
        String state,
        int tries,
        @Nullable Instant nextAt,
        @Nullable Instant endedAt,
        @Nullable Integer status,
        @Nullable String trouble) {

    /**
     * With what is sent, and what came of each try.
     *
     * @param body as this endpoint's format has it; null for GitHub, which is told in several requests
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "WebhookDeliveryWithTries")
    record Whole(DeliveryView delivery, @Nullable JsonNode body, List<Try> tries) {}

    /**
     * One request.
     *
     * @param tookMs in milliseconds
     * @param answer the beginning of its body
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "WebhookTry")
    record Try(
            int number,
            Instant at,
            @Nullable Integer status,
            @Nullable String trouble,
            long tookMs,
            @Nullable String answer) {}
}
