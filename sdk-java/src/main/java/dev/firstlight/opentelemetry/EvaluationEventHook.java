package dev.firstlight.opentelemetry;

import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.Hook;
import dev.openfeature.sdk.HookContext;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A hook for OpenFeature's SDK that emits an event {@code feature_flag.evaluation} for every evaluation, with the names of
 * OpenTelemetry's semantic conventions. It belongs to the span that is current. Values are left out where there is a
 * variant, and targeting keys unless they are asked for: both may be private.
 */
public final class EvaluationEventHook implements Hook<Object> {

    private static final String EVENT = "feature_flag.evaluation";

    private final Logger logger;
    private final boolean contextIds;

    /**
     * A hook that sends no targeting keys.
     *
     * @param telemetry where the events go
     */
    public EvaluationEventHook(OpenTelemetry telemetry) {
        this(telemetry, false);
    }

    /**
     * A hook that emits events here.
     *
     * @param telemetry where the events go
     * @param contextIds whether targeting keys are sent, as {@code feature_flag.context.id}
     */
    public EvaluationEventHook(OpenTelemetry telemetry, boolean contextIds) {
        this.logger = telemetry.getLogsBridge().get("dev.firstlight");
        this.contextIds = contextIds;
    }

    @Override
    public void finallyAfter(
            HookContext<Object> context, FlagEvaluationDetails<Object> details, Map<String, Object> hints) {
        LogRecordBuilder event = logger.logRecordBuilder()
                .setEventName(EVENT)
                .setAttribute("feature_flag.key", context.getFlagKey())
                .setAttribute("feature_flag.result.reason", lower(details.getReason(), "unknown"));
        if (context.getProviderMetadata() != null) {
            event.setAttribute(
                    "feature_flag.provider.name", context.getProviderMetadata().getName());
        }
        if (details.getVariant() != null) {
            event.setAttribute("feature_flag.result.variant", details.getVariant());
        } else if (details.getErrorCode() == null) {
            event.setAttribute("feature_flag.result.value", String.valueOf(details.getValue()));
        }
        if (details.getErrorCode() != null) {
            event.setAttribute("error.type", lower(details.getErrorCode().name(), "general"));
            if (details.getErrorMessage() != null) {
                event.setAttribute("feature_flag.error.message", details.getErrorMessage());
            }
        }
        Long revision = details.getFlagMetadata() == null
                ? null
                : details.getFlagMetadata().getLong("revision");
        if (revision != null) {
            event.setAttribute("feature_flag.version", String.valueOf(revision));
        }
        String targetingKey =
                contextIds && context.getCtx() != null ? context.getCtx().getTargetingKey() : null;
        if (targetingKey != null) {
            event.setAttribute("feature_flag.context.id", targetingKey);
        }
        event.emit();
    }

    private static String lower(@Nullable String word, String absent) {
        return word == null ? absent : word.toLowerCase(Locale.ROOT);
    }
}
