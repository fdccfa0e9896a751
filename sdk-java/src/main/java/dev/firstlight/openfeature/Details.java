package dev.firstlight.openfeature;

import dev.firstlight.client.FlagEvaluation;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.ImmutableMetadata;
import dev.openfeature.sdk.ImmutableStructure;
import dev.openfeature.sdk.ProviderEvaluation;
import dev.openfeature.sdk.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Our evaluations as OpenFeature has them; reasons and error codes are its own words already. */
final class Details {

    private Details() {}

    static <T> ProviderEvaluation<T> of(FlagEvaluation<T> evaluation) {
        return of(evaluation, evaluation.value());
    }

    static <T> ProviderEvaluation<T> of(FlagEvaluation<?> evaluation, T value) {
        return ProviderEvaluation.<T>builder()
                .value(value)
                .variant(evaluation.variant())
                .reason(evaluation.reason().name())
                .errorCode(
                        evaluation.errorCode() == null
                                ? null
                                : ErrorCode.valueOf(evaluation.errorCode().name()))
                .errorMessage(evaluation.errorMessage())
                .flagMetadata(metadata(evaluation.metadata()))
                .build();
    }

    static ImmutableMetadata metadata(dev.firstlight.core.Metadata metadata) {
        ImmutableMetadata.ImmutableMetadataBuilder builder = ImmutableMetadata.builder();
        metadata.asMap().forEach((name, value) -> {
            if (value instanceof Long number) {
                builder.addLong(name, number);
            } else if (value instanceof Integer number) {
                builder.addInteger(name, number);
            } else {
                builder.addString(name, String.valueOf(value));
            }
        });
        return builder.build();
    }

    /** A JSON value. Whole numbers that fit are integers, as they were written. */
    static Value value(@Nullable Object value) {
        if (value instanceof Boolean bool) {
            return new Value(bool);
        }
        if (value instanceof String text) {
            return new Value(text);
        }
        if (value instanceof Double number) {
            return number == number.intValue() ? new Value(number.intValue()) : new Value(number);
        }
        if (value instanceof List<?> list) {
            List<Value> values = new ArrayList<>(list.size());
            list.forEach(element -> values.add(value(element)));
            return new Value(values);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Value> values = new LinkedHashMap<>();
            map.forEach((name, member) -> values.put(String.valueOf(name), value(member)));
            return new Value(new ImmutableStructure(values));
        }
        return new Value();
    }
}
