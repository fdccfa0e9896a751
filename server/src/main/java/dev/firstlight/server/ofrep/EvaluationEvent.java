package dev.firstlight.server.ofrep;

import dev.firstlight.core.ErrorCode;
import dev.firstlight.core.Evaluation;
import dev.firstlight.core.Ruleset;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import java.util.Locale;

/**
 * An evaluation in the trace of the request that asked for it, with the names of OpenTelemetry's semantic conventions.
 * Values and contexts are left out: both may be private.
 */
final class EvaluationEvent {

    private EvaluationEvent() {}

    static void add(Ruleset ruleset, String key, Evaluation evaluation) {
        Span span = Span.current();
        if (!span.isRecording()) {
            return;
        }
        AttributesBuilder attributes = Attributes.builder()
                .put("feature_flag.key", key)
                .put("feature_flag.provider.name", "firstlight")
                .put("feature_flag.set.id", ruleset.project() + "/" + ruleset.environment())
                .put("feature_flag.version", String.valueOf(ruleset.revision()))
                .put("feature_flag.result.reason", evaluation.reason().name().toLowerCase(Locale.ROOT));
        if (evaluation.variant() != null) {
            attributes.put("feature_flag.result.variant", evaluation.variant());
        }
        ErrorCode error = evaluation.errorCode();
        if (error != null) {
            attributes.put("error.type", error.name().toLowerCase(Locale.ROOT));
        }
        span.addEvent("feature_flag.evaluation", attributes.build());
    }
}
