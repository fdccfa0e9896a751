package dev.firstlight.server.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.firstlight.core.Evaluation;
import dev.firstlight.wire.Json;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One flag's answer for one context.
 *
 * @param value null where there is an error: the code's fallback stands in for it
 * @param reason OpenFeature's
 * @param errorCode OpenFeature's
 */
@Schema(name = "ClientAnswer")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ClientAnswer(
        @Nullable @Schema(implementation = Object.class, description = "A boolean, text, number or object.")
        JsonNode value,

        @Nullable String variant,
        @Schema(required = true) String reason,
        @Nullable String errorCode,
        @Nullable String errorMessage) {

    static ClientAnswer of(Evaluation evaluation) {
        return new ClientAnswer(
                evaluation.value() == null ? null : Json.node(evaluation.value()),
                evaluation.variant(),
                evaluation.reason().name(),
                evaluation.errorCode() == null ? null : evaluation.errorCode().name(),
                evaluation.errorMessage());
    }
}
