package dev.firstlight.server.ofrep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firstlight.core.ErrorCode;
import dev.firstlight.core.Evaluation;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.Reason;
import dev.firstlight.core.ValueType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Evaluations as the protocol writes them. */
final class OfrepAnswers {

    /** Those that its document lists; providers written from it may refuse others. */
    private static final Set<Reason> REASONS =
            Set.of(Reason.STATIC, Reason.TARGETING_MATCH, Reason.SPLIT, Reason.DISABLED, Reason.UNKNOWN);

    private OfrepAnswers() {}

    /** A success, or a failure of this one flag. */
    static OfrepAnswer of(String key, @Nullable FlagSpec flag, Evaluation evaluation) {
        if (evaluation.errorCode() != null || evaluation.variant() == null) {
            ErrorCode code = evaluation.errorCode();
            return new OfrepFailure(
                    key, code == null ? ErrorCode.GENERAL.name() : code.name(), evaluation.errorMessage());
        }
        Map<String, Object> metadata = new LinkedHashMap<>(evaluation.metadata().asMap());
        boolean known = REASONS.contains(evaluation.reason());
        if (!known) {
            metadata.put("reason", evaluation.reason().name());
        }
        return new OfrepSuccess(
                key,
                value(flag == null ? ValueType.OBJECT : flag.type(), evaluation.value()),
                (known ? evaluation.reason() : Reason.UNKNOWN).name(),
                evaluation.variant(),
                metadata);
    }

    /** A provider tells a float from an integer by its point, so a number flag's 1 is written 1.0. */
    private static JsonNode value(ValueType type, @Nullable Object value) {
        return type == ValueType.NUMBER && value instanceof Double number
                ? JsonNodeFactory.instance.numberNode(number.doubleValue())
                : dev.firstlight.wire.Json.node(value);
    }

    static OfrepFailure notFound(String key) {
        return new OfrepFailure(key, ErrorCode.FLAG_NOT_FOUND.name(), "There is no flag \"" + key + "\" here.");
    }
}
