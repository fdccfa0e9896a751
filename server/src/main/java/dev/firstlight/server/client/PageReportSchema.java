package dev.firstlight.server.client;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page's report as it is sent, for the API's document. */
@Schema(name = "PageReport")
record PageReportSchema(
        @Schema(required = true) Map<String, Object> context,
        @Schema(required = true, maxLength = 59) String instance,
        @Schema(required = true, minimum = "0") long seq,
        @Nullable List<Evaluated> evaluations,
        @Nullable List<Outcome> outcomes) {

    @Schema(name = "PageEvaluated")
    record Evaluated(
            @Schema(required = true) String flag,
            @Nullable String variant,
            @Schema(required = true) String reason,
            @Schema(required = true, minimum = "1") long count) {}

    @Schema(name = "PageOutcome", description = "A text is the metric's key, and one event of it.")
    record Outcome(
            @Schema(required = true) String metric,
            @Nullable Double value,
            @Nullable Long count) {}
}
