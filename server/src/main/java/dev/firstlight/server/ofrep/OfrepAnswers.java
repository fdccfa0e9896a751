package dev.firstlight.server.ofrep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstlight.core.ErrorCode;
import dev.firstlight.core.Evaluation;
import dev.firstlight.core.FlagSpec;
import dev.firstlight.core.ValueType;
import dev.firstlight.server.platform.Json;
import org.jspecify.annotations.Nullable;

/** Evaluations as the protocol writes them. */
final class OfrepAnswers {

    private OfrepAnswers() {}

    /** A success, or a failure of this one flag. */
    static ObjectNode of(String key, @Nullable FlagSpec flag, Evaluation evaluation) {
        ObjectNode answer = Json.object().put("key", key);
        if (evaluation.errorCode() != null) {
            answer.put("errorCode", evaluation.errorCode().name());
            answer.put("errorDetails", evaluation.errorMessage());
            return answer;
        }
        answer.set("value", value(flag == null ? ValueType.OBJECT : flag.type(), evaluation.value()));
        answer.put("reason", evaluation.reason().name());
        answer.put("variant", evaluation.variant());
        answer.set("metadata", Json.read(Json.write(evaluation.metadata().asMap())));
        return answer;
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
