package dev.firstlight.server.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as the API shows it; never its secret.
 *
 * @param trouble why the server disabled it
 * @param previousUntil until when the secret before this one signs, too
 * @param pending how many deliveries wait
 * @param version which If-Match names
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Webhook")
record WebhookView(
        String id,
        String name,
        String url,
        String format,
        List<String> events,
        List<String> environments,
        @Nullable String ref,
        boolean enabled,
        @Nullable String trouble,
        @Nullable Instant previousUntil,
        long pending,
        String createdBy,
        Instant createdAt,
        long version) {

    /**
     * A webhook whose secret is new.
     *
     * @param secret shown this once; null where nothing is signed, or GitHub's token was given
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "WebhookWithSecret")
    record WithSecret(WebhookView webhook, @Nullable String secret) {}
}
